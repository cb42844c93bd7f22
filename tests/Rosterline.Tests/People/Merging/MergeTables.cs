using System.Text.RegularExpressions;
using Rosterline.Tests.Architecture;

namespace Rosterline.Tests.People.Merging;

/// <summary>Tables with a column <c>person_id</c>, read from the migrations.</summary>
static partial class MergeTables
{
    public static IReadOnlyList<string> Of(IEnumerable<SourceFile> files) =>
    [
        .. from file in files
           where file.Folder == "src/Rosterline/Database/Migrations"
           from Match table in Table().Matches(file.Text)
           where Person().IsMatch(table.Groups[2].Value)
           select table.Groups[1].Value,
    ];

    [GeneratedRegex(@"create table (\w+) \((.*?)\n\)", RegexOptions.Singleline)]
    private static partial Regex Table();

    [GeneratedRegex(@"^\s*person_id\s", RegexOptions.Multiline)]
    private static partial Regex Person();
}
