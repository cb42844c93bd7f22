using System.Text;
using System.Text.Json;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.People.Import;

/// <summary>Small messy files as they come, each with what must become of it.</summary>
public class ImportCasesTest(SharedApp shared) : IClassFixture<SharedApp>
{
    const string Head = "First Name,Last Name,Cell,E-mail\n";

    public sealed record Case(string Name, byte[] File, string Summary, string[] Words, string[] People)
    {
        public override string ToString() => Name;
    }

    static Case Text(string name, string file, string summary, string[]? words = null, string[]? people = null, Encoding? encoding = null) =>
        new(name, [.. encoding?.GetPreamble() ?? [], .. (encoding ?? new UTF8Encoding(false)).GetBytes(file)], summary, words ?? [], people ?? []);

    static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public static TheoryData<Case> Cases => new(
        Text("mixed formats", Head + "Ana,A,(901) 555-0101,\nBen,B,901.555.0102,\nCy,C,+1 901 555 0103,\nDi,D,19015550104,\nEd,E,901-555-0105 (cell),",
            "5 people: 5 added, 0 updated, 0 skipped.", [], ["Ana A +19015550101", "Ben B +19015550102", "Cy C +19015550103", "Di D +19015550104", "Ed E +19015550105"]),
        Text("extensions", "Name,Office Phone,Ext\nAna A,(651) 580-0580,12\nBen B,651-580-0581 x9,\n", "2 people: 2 added, 0 updated, 0 skipped.", [],
            ["Ana A +16515800580x12", "Ben B +16515800581x9"]),
        Text("impossible number", Head + "Ana,A,651-083-9012,", "1 people: 1 added, 0 updated, 0 skipped.",
            ["Row 2, Cell: “651-083-9012” is not a number that can exist (middle part 083). Person kept, number left out."], ["Ana A !651-083-9012"]),
        Text("short and empty", Head + "Ana,A,651-555-010,\n,,,\n,,,ana@example\n", "2 people: 1 added, 0 updated, 1 skipped.",
            ["Row 2, Cell: “651-555-010” is not a number that can exist (9 digits). Person kept, number left out.",
             "Row 4, E-mail: “ana@example” is not an e-mail address. Field left empty.", "Row 4: no name and no number. Skipped."]),
        Text("duplicates", Head + "Ana,Lee,9015550101,ana@x.org\nBen,B,9015550102,\nANA,LEE,,ANA@x.org\nAna,Lee,901 555 0101,\n", "4 people: 2 added, 0 updated, 2 merged, 0 skipped.",
            ["Row 4: same person as row 2 (e-mail). Merged.", "Row 5: same person as row 2 (number and name). Merged."], ["Ana Lee +19015550101", "Ben B +19015550102"]),
        Text("two people on one number", Head + "Ana,Lee,9015550101,\nBo,Lee,9015550101,\n", "2 people: 2 added, 0 updated, 0 skipped.",
            ["Row 3, Cell: “(901) 555-0101” is the number of Ana Lee (row 2) too. Two people on one number, both kept."], ["Ana Lee +19015550101", "Bo Lee +19015550101"]),
        Text("one ID for two names", "ID,Name,Cell\n7,Ana Lee,9015550101\n7,Bo Ray,9015550102\n", "2 people: 2 added, 0 updated, 0 skipped.",
            ["Row 3, ID: “7” is the ID of Ana Lee in row 2 too. Kept as another person, ID left out."]),
        Text("quoted line breaks", "First,Last,Phone,Notes\nAna,A,9015550101,\"Likes nights\nNo \"\"Sundays\"\"\"\nBen,B,12345,x\n", "2 people: 2 added, 0 updated, 0 skipped.",
            ["Row 3, Phone: “12345” is not a number that can exist (5 digits). Person kept, number left out."]),
        Text("a quote that never ends", Head + "Ana,\"A,9015550101,\nBen,B,9015550102,\nCy,\"C\",9015550103,", "3 people: 2 added, 0 updated, 1 skipped.",
            ["Row 2: ends inside a quoted text. Skipped to row 3."], ["Ben B +19015550102", "Cy C +19015550103"]),
        Text("UTF-16 with mark and tabs", "First\tLast\tMobile\nJosé\tNúñez\t9015550101\n", "1 people: 1 added, 0 updated, 0 skipped.", [], ["José Núñez +19015550101"], Encoding.Unicode),
        new Case("UTF-16 without mark", new UnicodeEncoding(true, false).GetBytes("First,Last,Mobile\nJosé,Núñez,9015550101\n"),
            "1 people: 1 added, 0 updated, 0 skipped.", [], ["José Núñez +19015550101"]),
        Text("Windows-1252 and semicolons", "Name;Celular\nNúñez, José;901 555 0101\n", "1 people: 1 added, 0 updated, 0 skipped.", [], ["José Núñez +19015550101"], Windows),
        Text("told separator", "sep=;\nName;Cell\nAna Lee;9015550101\n", "1 people: 1 added, 0 updated, 0 skipped.", [], ["Ana Lee +19015550101"]),
        Text("NUL bytes", "First\0 Name,Last\0 Name,Cell\nA\0na,Lee,901\0" + "5550101\n", "1 people: 1 added, 0 updated, 0 skipped.", [], ["Ana Lee +19015550101"]),
        Text("header only", Head, "Nothing new in this file."),
        Text("repeated headers", Head + "Ana,A,9015550101,\n" + Head + "Ben,B,9015550102,", "3 people: 2 added, 0 updated, 1 skipped.", ["Row 3: the column names again. Skipped."]),
        Text("same header twice", "Name,Phone,Phone\nAna Lee,9015550101,9015550102\n", "1 people: 1 added, 0 updated, 0 skipped.", [], ["Ana Lee +19015550101"]),
        Text("titles above the table", "Candidate export 11/20/2026\n\nFirst Name,Last Name,Cell Phone\nAna,Lee,9015550101\n", "1 people: 1 added, 0 updated, 0 skipped.", [], ["Ana Lee +19015550101"]),
        Text("no header", "Ana Lee,9015550101,ana@example.com\nBen Ray,9015550102,ben@example.com\n", "2 people: 2 added, 0 updated, 0 skipped.", [], ["Ana Lee +19015550101", "Ben Ray +19015550102"]),
        Text("spreadsheet tricks", "First,Last,Cell\n=\"Ana\",Lee,=\"9015550101\"\nBen,Ray,9.01556E+09\n", "2 people: 2 added, 0 updated, 0 skipped.",
            ["Row 3, Cell: “9.01556E+09” was shortened by a spreadsheet. Person kept, number left out."], ["Ana Lee +19015550101", "Ben Ray !9.01556E+09"]),
        Text("two numbers in a cell", "Name,Cell\nAna Lee,901-555-0101 / 901-555-0102\n", "1 people: 1 added, 0 updated, 0 skipped.",
            ["Row 2, Cell: “901-555-0101 / 901-555-0102” is more than one number. The first is used here."], ["Ana Lee +19015550101"]),
        Text("a cell of a megabyte", "First,Last,Cell,Notes\nAna,Lee,9015550101,\"" + new string('x', 1 << 20) + "\"\n", "1 people: 1 added, 0 updated, 0 skipped.",
            ["Row 2, Notes: “" + new string('x', 200) + "…” is longer than 100,000 characters. Shortened."]),
        Text("cells too many", Head + "Ana,Lee,9015550101,,stray\n", "1 people: 1 added, 0 updated, 0 skipped.", ["Row 2: 5 cells where 4 are expected. The rest was left out."]),
        Text("unknown branch", "Name,Cell,Branch\nAna Lee,9015550101,Memphs\nBen Ray,9015550102,memphis\n", "2 people: 2 added, 0 updated, 0 skipped.",
            ["Row 2, Branch: “Memphs” is not a branch here. Person kept in your own branch."]),
        Text("formulas are text", "Name,Title,Cell\n\"=HYPERLINK(\"\"http://x\"\")\",@SUM(A1),9015550101\n", "1 people: 1 added, 0 updated, 0 skipped."),
        Text("opt-outs in a column", "Name,Cell,SMS Opt Out\nAna Lee,9015550101,Yes\nBen Ray,9015550102,No\n", "2 people: 2 added, 0 updated, 0 skipped, 1 numbers opted out.", [],
            ["Ana Lee +19015550101", "Ben Ray +19015550102"]));

    [Theory]
    [MemberData(nameof(Cases))]
    [Trait("Requirement", "P-33")]
    [Trait("Requirement", "EN-12")]
    public async Task Becomes_what_it_must_and_again_changes_nothing(Case file)
    {
        var agency = await TestAgency.CreateAsync(shared.App.Sql);
        var import = await ImportClient.CreateAsync(shared.App, agency);
        var done = await import.BringAsync(file.File, "candidate", new { answer = "unknown" });
        done.GetProperty("summary").GetString().ShouldBe(file.Summary);
        Words(done).ShouldBe(file.Words);
        var people = await import.PeopleAsync();
        if (file.People.Length > 0) people.ShouldBe(file.People);

        var again = await import.BringAsync(file.File, "candidate", new { answer = "unknown" });
        again.GetProperty("summary").GetString().ShouldBe("Nothing new in this file.");
        again.GetProperty("updated").GetInt32().ShouldBe(0);
        (await import.PeopleAsync()).ShouldBe(people);
    }

    static string[] Words(JsonElement done) => [.. done.GetProperty("firstProblems").EnumerateArray().Select(p => p.GetProperty("words").GetString()!)];
}
