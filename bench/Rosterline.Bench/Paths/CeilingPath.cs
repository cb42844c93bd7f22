using System.Buffers;
using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Bench.Paths;

/// <summary>
/// The least a durable inbound webhook can cost: bare Kestrel, signature, and one grouped commit of message, search index and
/// conversation; no receipts, rights, keywords, journal or hints. Served by a process of its own on the application's database.
/// </summary>
static class CeilingPath
{
    sealed record Text(Guid Id, Guid Conversation, Guid Line, long Number, string Body);

    const string Store = """
        with input as (select * from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[], $6::text[]) i(id, conversation_id, line_id, number, body)),
        msg as (insert into message (root_id, id, conversation_id, line_id, number, direction, status, body, created_at)
                select $1, id, conversation_id, line_id, number, 0, 11, body, now() from input)
        update conversation c set last_seq = c.last_seq + a.n, last_at = now(), preview = a.preview, unread = c.unread + a.n, version = c.version + 1
        from (select conversation_id, count(*)::int as n, max(left(body, 120)) as preview from input group by conversation_id) a
        where c.root_id = $1 and c.id = a.conversation_id
        """;

    /// <summary>Measures a second process of this program.</summary>
    public static async Task<Measured> RunAsync(Bench bench)
    {
        var root = Ids.New();
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet") start.ArgumentList.Add(typeof(CeilingPath).Assembly.Location);
        foreach (var argument in new[] { "ceiling", bench.Options.DataFolder, root.ToString() }) start.ArgumentList.Add(argument);
        using var server = Process.Start(start)!;
        try
        {
            var url = new Uri((await server.StandardOutput.ReadLineAsync())!);
            var clock = new CpuClock(server.Id, bench.Options.DataFolder);
            var load = new Load(bench with { Url = url, Cpu = clock }, "ceiling: inbound", 204);
            var measured = await load.RunAsync(_ => InboundPath.Next(bench.World));
            var stored = await bench.World.OneAsync<long>("select count(*) from message where root_id = $1", root);
            return measured with { Remark = $"{load.Answered:n0} acknowledged, {stored:n0} stored. {measured.Remark}".Trim() };
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    /// <summary>The second process: serves until it is ended.</summary>
    public static async Task ServeAsync(string connection, Guid root)
    {
        // With the plans that the application's grouped writers have; else the ratio would compare plans.
        await using var sql = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection)
        {
            Options = "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_bitmapscan=off",
        }.ConnectionString);
        Guid[] conversations = [.. Enumerable.Range(0, World.People).Select(_ => Ids.New())];
        await new World(sql).RunAsync("""
            insert into conversation (root_id, id, line_id, number, last_at) select $1, i.id, $1, $2 + i.n - 1, now() from unnest($3::uuid[]) with ordinality i(id, n)
            """, root, World.PersonNumber(0), conversations);
        await using var commits = new GroupCommit<Text, bool>((texts, cancel) => StoreAsync(sql, root, texts, cancel)).Start();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Run(context => TakeAsync(context, conversations, root, commits));
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await app.WaitForShutdownAsync();
    }

    static async Task TakeAsync(HttpContext context, Guid[] conversations, Guid root, GroupCommit<Text, bool> commits)
    {
        var read = await context.Request.BodyReader.ReadAtLeastAsync((int)context.Request.ContentLength!.Value, context.RequestAborted);
        var body = read.Buffer.ToArray();
        context.Request.BodyReader.AdvanceTo(read.Buffer.End);
        var stamp = context.Request.Headers["X-Simulated-Timestamp"].ToString();
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(World.Token), (byte[])[.. Encoding.UTF8.GetBytes(stamp + "."), .. body]);
        context.Response.StatusCode = 403;
        if (context.Request.Headers["X-Simulated-Signature"] != "sha256=" + Convert.ToHexStringLower(signature)) return;
        using var json = JsonDocument.Parse(body);
        var number = long.Parse(json.RootElement.GetProperty("from").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        var conversation = conversations[number - World.PersonNumber(0)];
        await commits.WriteAsync(new Text(Ids.New(), conversation, root, number, json.RootElement.GetProperty("body").GetString()!), context.RequestAborted);
        context.Response.StatusCode = 204;
    }

    static async Task<IReadOnlyList<bool>> StoreAsync(NpgsqlDataSource sql, Guid root, IReadOnlyList<Text> texts, CancellationToken cancel)
    {
        await using var command = new World(sql).Command(Store, root, texts.Select(t => t.Id).ToArray(), texts.Select(t => t.Conversation).ToArray(),
            texts.Select(t => t.Line).ToArray(), texts.Select(t => t.Number).ToArray(), texts.Select(t => t.Body).ToArray());
        await command.ExecuteNonQueryAsync(cancel);
        return [.. texts.Select(_ => true)];
    }
}
