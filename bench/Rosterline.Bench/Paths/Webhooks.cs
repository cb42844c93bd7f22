using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Rosterline.Platform;

namespace Rosterline.Bench.Paths;

/// <summary>Signed webhooks as the carrier sends them.</summary>
static class Webhooks
{
    static readonly byte[] Key = Encoding.UTF8.GetBytes(World.Token);

    public static byte[] Signed(string path, string body)
    {
        var stamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes($"{stamp}.{body}")));
        return HttpSocket.Request($"POST {path}", $"X-Simulated-Timestamp: {stamp}\r\nX-Simulated-Signature: sha256={signature}\r\n", body);
    }

    public static byte[] Inbound(World world, int person, long nth) => Signed(world.HookPath, string.Create(CultureInfo.InvariantCulture,
        $$"""{"type":"message.received","id":"in-{{nth}}","from":"+{{World.PersonNumber(person)}}","to":"+{{World.LineNumber(World.LineOf(person))}}","body":"Yes, I can start Monday at the dock, text {{nth}}","mediaUrls":[],"receivedAt":"{{Now}}"}"""));

    public static byte[] Delivered(World world, Guid reference, long nth) => Signed(world.HookPath, string.Create(CultureInfo.InvariantCulture,
        $$"""{"type":"message.status","id":"out-{{nth}}","reference":"{{reference}}","status":"delivered","code":null,"at":"{{Now}}"}"""));

    static string Now => TimeProvider.System.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}

/// <summary>Received texts: verified and on disk before the answer.</summary>
static class InboundPath
{
    static long nth;

    public static byte[] Next(World world)
    {
        var mine = Interlocked.Increment(ref nth);
        // A stride that visits every person before anybody writes again.
        return Webhooks.Inbound(world, (int)(mine * 7919 % World.People), mine);
    }

    public static async Task<Measured> RunAsync(Bench bench)
    {
        var before = await StoredAsync(bench);
        var load = new Load(bench, "inbound webhook", 204);
        var measured = await load.RunAsync(_ => Next(bench.World));
        var stored = await StoredAsync(bench) - before;
        return measured with { Remark = $"{load.Answered:n0} acknowledged, {stored:n0} stored{(stored == load.Answered ? "" : " — NOT THE SAME")}. {measured.Remark}".Trim() };
    }

    static Task<long> StoredAsync(Bench bench) => bench.World.OneAsync<long>("select count(*) from message where root_id = $1 and direction = 0", bench.World.RootId);
}

/// <summary>News about texts that were sent.</summary>
static class ReceiptPath
{
    const int PerSecond = 12_000;

    public static async Task<Measured> RunAsync(Bench bench)
    {
        var texts = await SeedAsync(bench);
        var nth = -1;
        var load = new Load(bench, "delivery status callback", 204);
        var measured = await load.RunAsync(_ => Interlocked.Increment(ref nth) is var mine && mine < texts.Length ? Webhooks.Delivered(bench.World, texts[mine], mine) : null);
        var delivered = await bench.World.OneAsync<long>("select count(*) from message where root_id = $1 and direction = 1 and status = 5", bench.World.RootId);
        return measured with { Remark = $"{load.Answered:n0} acknowledged, {delivered:n0} delivered{(delivered == load.Answered ? "" : " — NOT THE SAME")}. {measured.Remark}".Trim() };
    }

    static async Task<Guid[]> SeedAsync(Bench bench)
    {
        Guid[] texts = [.. Enumerable.Range(0, (int)(PerSecond * (bench.Time + bench.Warm).TotalSeconds)).Select(_ => Ids.New())];
        await bench.World.RunAsync("""
            insert into message (root_id, id, conversation_id, line_id, number, seq, direction, status, body, origin, connection_id, provider_message_id, created_at, handed_at, sent_at)
            select $1, i.id, c.id, c.line_id, c.number, 1000000 + (i.n / $4)::int, 1, 4, 'Shift at the dock on Monday, text ' || i.n, 1, $2, 'out-' || i.n - 1, now(), now(), now()
            from unnest($3::uuid[]) with ordinality i(id, n) join conversation c on c.root_id = $1 and c.number = $5 + (i.n - 1) % $4
            """, bench.World.RootId, bench.World.ConnectionId, texts, World.People, World.PersonNumber(0));
        await bench.World.RunAsync("vacuum analyze message");
        return texts;
    }
}
