namespace Rosterline.Accounts.Invitations;

/// <summary>What somebody may have meant by a name that does not exist.</summary>
static class NamesMeant
{
    /// <summary>The nearest name, when at most a third of its letters differ.</summary>
    public static string? Nearest(IEnumerable<string> names, string typed) =>
        names.Select(name => (Name: name, Steps: Steps(name.ToUpperInvariant(), typed.ToUpperInvariant()))).Where(each => each.Steps * 3 <= each.Name.Length).OrderBy(each => each.Steps).FirstOrDefault().Name;

    static int Steps(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var (diagonal, left) = (row[0], row[0] = i);
            for (var j = 1; j <= b.Length; j++)
            {
                var next = Math.Min(Math.Min(row[j] + 1, left + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                (diagonal, row[j], left) = (row[j], next, next);
            }
        }
        return row[b.Length];
    }
}
