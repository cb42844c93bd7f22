using Rosterline.Tests.Architecture;

namespace Rosterline.Tests.People.Merging;

/// <summary>Tables with a column <c>person_id</c>, read from the migrations line by line.</summary>
static class MergeTables
{
    const string Create = "create table ";

    public static IReadOnlyList<string> Of(IEnumerable<SourceFile> files)
    {
        var found = new List<string>();
        foreach (var file in files.Where(file => file.Folder == "src/Rosterline/Database/Migrations"))
        {
            var table = "";
            foreach (var line in file.Text.Split('\n').Select(line => line.Trim()))
            {
                if (line.StartsWith(Create, StringComparison.Ordinal)) table = line[Create.Length..].Split(' ', '(')[0];
                if (line.StartsWith("person_id ", StringComparison.Ordinal)) found.Add(table);
            }
        }

        return found;
    }
}
