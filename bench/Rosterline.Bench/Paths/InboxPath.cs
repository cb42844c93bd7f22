using System.Text;

namespace Rosterline.Bench.Paths;

/// <summary>Pages of fifty conversations, five deep, four people reading at once.</summary>
static class InboxPath
{
    const int Deep = 5, Readers = 4;

    public static async Task SeedAsync(Bench bench)
    {
        await bench.World.RunAsync("""
            insert into conversation (root_id, id, line_id, number, last_seq, last_at, last_inbound_at, preview, unread, attention, attention_at)
            select $1, gen_random_uuid(), ($2::uuid[])[1 + n % $3], 19014000000 + n, 3, now() - n * interval '13 seconds', now() - n * interval '13 seconds',
                   'I can be there at six, see you then ' || n, (n % 4 = 0)::int, n % 3, now() - n * interval '13 seconds'
            from generate_series(0, $4 - 1) n
            """, bench.World.RootId, bench.World.LineIds, World.Lines, bench.Options.Conversations);
        await bench.World.RunAsync("vacuum analyze conversation");
    }

    public static Task<Measured> RecruiterAsync(Bench bench) => RunAsync(bench, "inbox page, one line", client => bench.World.RecruiterKeys[client]);

    public static Task<Measured> AdministratorAsync(Bench bench) => RunAsync(bench, "inbox page, all 200 lines", _ => bench.World.AdminKey);

    static async Task<Measured> RunAsync(Bench bench, string name, Func<int, string> key)
    {
        var next = new string?[Readers];
        var depth = new int[Readers];
        var load = new Load(bench, name, 200)
        {
            Clients = Readers,
            Seen = (client, socket) => next[client] = ++depth[client] % Deep == 0 ? null : Cursor(socket.Body),
        };
        return await load.RunAsync(client => HttpSocket.Request(
            $"GET /api/v1/conversations?view=team&state=all&limit=50{(next[client] is { } cursor ? $"&cursor={Uri.EscapeDataString(cursor)}" : "")}",
            $"Authorization: Bearer {key(client)}\r\n", ""));
    }

    public static string? Cursor(ReadOnlySpan<byte> body)
    {
        var name = "\"next\":\""u8;
        var at = body.LastIndexOf(name);
        if (at < 0) return null;
        var value = body[(at + name.Length)..];
        return Encoding.UTF8.GetString(value[..value.IndexOf((byte)'"')]);
    }
}
