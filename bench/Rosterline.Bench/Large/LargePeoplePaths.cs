using Rosterline.Bench.Paths;
using static Rosterline.Bench.Large.LargePaths;

namespace Rosterline.Bench.Large;

/// <summary>The grids of <see cref="LargeWorld"/>: pages in every order, searches, counts and groups.</summary>
static class LargePeoplePaths
{
    public static IEnumerable<Func<Bench, Task<Measured>>> All() =>
    [
        bench => PeopleAsync(bench, "people, pages of the list", _ => "kind=candidate&cursor=", true),
        bench => PeopleAsync(bench, "people, by name", n => $"q={Surname(n)}", false),
        bench => PeopleAsync(bench, "people, by first and last name", n => $"q=maria%20{Surname(n)}", false),
        bench => PeopleAsync(bench, "people, by number", n => $"q={LargeWorld.PersonNumber(n * 7919 % LargeWorld.People)}", false),
        bench => PeopleAsync(bench, "people, by beginning of the last name", n => $"kind=candidate&lastName={Surname(n)}", false),
        .. new[] { "externalId", "title", "customer", "-branch", "status" }.Select(sort =>
            (Func<Bench, Task<Measured>>)(bench => PeopleAsync(bench, $"people, pages of the list by {sort.TrimStart('-')}", _ => $"kind=candidate&active=true&sort={sort}&cursor=", true))),
        bench => PeopleAsync(bench, "people, pages by last message, one line", _ => "kind=candidate&active=true&sort=-lastMessage&cursor=", true, bench.World.RecruiterKeys[0]),
        bench => PeopleAsync(bench, "people, pages by last message, all 200 lines", _ => "kind=candidate&active=true&sort=-lastMessage&cursor=", true),
        .. new[] { "branch", "rep", "company", "status", "active", "assigned" }.Select(by =>
            (Func<Bench, Task<Measured>>)(bench => RunAsync(bench, $"people, groups by {by}", (_, _) => Get($"people/groups?by={by}&kind=candidate&active=true", bench.World.AdminKey)))),
        bench => RunAsync(bench, "people, how many there are", (_, _) => Get("people/count?kind=candidate&active=true", bench.World.AdminKey)),
        bench => RunAsync(bench, "people, how many match a common first name", (_, _) => Get("people/count?kind=candidate&active=true&q=maria", bench.World.AdminKey)),
        bench => RunAsync(bench, "people, how many match a surname", (_, n) => Get($"people/count?kind=candidate&active=true&q={Surname(n)}", bench.World.AdminKey)),
        bench => RunAsync(bench, "people, how many match a word of the notes", (_, _) => Get("people/count?kind=candidate&text=monday", bench.World.AdminKey)),
        bench => RunAsync(bench, "people, whether all who match can be selected", (_, n) => Get($"people/count?kind=candidate&upTo=20000&q={Surname(n)}", bench.World.AdminKey)),
    ];

    static Task<Measured> PeopleAsync(Bench bench, string name, Func<int, string> query, bool pages, string? key = null)
    {
        var next = new string?[Readers];
        var load = new Load(bench, name, 200) { Clients = Readers, Seen = (client, socket) => next[client] = pages ? InboxPath.Cursor(socket.Body) : "" };
        var nth = 0;
        return load.RunAsync(client => Get($"people/?limit=50&{query(Interlocked.Increment(ref nth))}{Uri.EscapeDataString(next[client] ?? "")}", key ?? bench.World.AdminKey));
    }
}
