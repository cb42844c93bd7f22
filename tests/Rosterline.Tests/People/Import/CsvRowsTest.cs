using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Rosterline.People.Import.Files;

namespace Rosterline.Tests.People.Import;

public class CsvRowsTest
{
    static List<CsvRow> Read(string text, char separator = ',', int? columns = null) =>
        [.. new CsvRows(new StringReader(text), separator) { Columns = columns }.Read()];

    static string Shown(IEnumerable<CsvRow> rows) => string.Join(" / ", rows.Select(r => r.Fault is { } fault
        ? $"{r.Number}!{fault.NextRow}" : $"{r.Number}:{string.Join('|', r.Cells)}"));

    [Theory]
    [InlineData("a,b\r\nc,d", "1:a|b / 2:c|d")]
    [InlineData("a,b\rc,d\n", "1:a|b / 2:c|d")]
    [InlineData("a,\"b\nb\",c\nd,e,f", "1:a|b\nb|c / 2:d|e|f")]
    [InlineData("\"a \"\"b\"\" c\",d", "1:a \"b\" c|d")]
    [InlineData("\"Bob \"Bobby\" Smith\",d", "1:Bob \"Bobby\" Smith|d")]
    [InlineData("5'10\" tall,d", "1:5'10\" tall|d")]
    [InlineData("a, \"b,c\" ,d", "1:a|b,c|d")]
    [InlineData("a,\n\n,b", "1:a| / 2: / 3:|b")]
    [InlineData("a\0b,\uFEFFc", "1:ab|c")]
    [InlineData("", "")]
    public void Reads_what_files_hold(string text, string expected) => Shown(Read(text)).ShouldBe(expected);

    [Theory]
    [InlineData("a,b,c\n1,\"Ana,x\n2,\"Ben, Jr\",y\n3,Cy,z", "1:a|b|c / 2!3 / 3:2|Ben, Jr|y / 4:3|Cy|z")]
    [InlineData("a,b,c\n1,\"Ana,x\nnote\nmore\n2,Ben,y", "1:a|b|c / 2!5 / 5:2|Ben|y")]
    [InlineData("a,b,c\n1,\"Ana,x", "1:a|b|c / 2!")]
    [InlineData("a,b,c\n1,\"Ana,x\n2,\"\",y\n3,Cy,z", "1:a|b|c / 2!3 / 3:2||y / 4:3|Cy|z")]
    public void A_missing_end_quote_costs_one_row(string text, string expected) => Shown(Read(text, columns: 3)).ShouldBe(expected);

    [Fact]
    public void Cuts_an_endless_line()
    {
        var rows = Read("a,b\n" + new string('x', TextLines.Longest + 70_000) + "\nc,d");
        rows[1].Fault!.EndsInQuotes.ShouldBeFalse();
        rows[2].Cells.ShouldBe(["c", "d"]);
    }

    [Fact]
    public void Quotes_everywhere_do_not_make_it_slow()
    {
        var text = new StringBuilder("a,b\n");
        for (var i = 0; i < 200_000; i++) text.Append("1,\"x").Append(i).Append('\n');
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Read(text.ToString(), columns: 2).Count.ShouldBeGreaterThan(0);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Any_table_comes_back_as_it_was_written()
    {
        var cell = Gen.Elements("", "a", "Ana", " b ", ",", ";", "\"", "\"\"", "x\ny", "é", "José, Jr.", "\"quoted\" inside", "🙂", "0123").Select(c => c.Replace("\r", "", StringComparison.Ordinal));
        var table = Gen.ArrayOf(Gen.ArrayOf(cell, 4)).Where(rows => rows.Length > 0);
        Prop.ForAll(table.ToArbitrary(), Gen.Elements(',', ';', '\t', '|').ToArbitrary(), (rows, separator) =>
        {
            var text = string.Concat(rows.Select(row => string.Join(separator, row.Select(c => '"' + c.Replace("\"", "\"\"", StringComparison.Ordinal) + '"')) + "\r\n"));
            var read = Read(text, separator, columns: 4);
            return read.Count == rows.Length && read.Zip(rows).All(pair => pair.First.Cells.SequenceEqual(pair.Second));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void No_text_is_refused_by_an_exception() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
    {
        foreach (var separator in ",;\t|") _ = Read(text ?? "", separator);
        _ = CsvShape.Detect(Encoding.UTF8.GetBytes(text ?? ""), FileEncoding.Utf8);
    }).QuickCheckThrowOnFailure();
}
