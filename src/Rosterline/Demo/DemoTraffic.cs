using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;
using Rosterline.Simulator.Carrier;

namespace Rosterline.Demo;

/// <summary>Lets the demo move gently: somebody texts in every 20 to 40 seconds for five minutes after the start, then on request only.</summary>
public sealed class DemoTraffic(NpgsqlDataSource database, TextLine textLine, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<DemoTraffic> log) : BackgroundService
{
    static readonly TimeSpan Lasts = TimeSpan.FromMinutes(5);
    static readonly string[] Says =
    [
        "Ok, thank you", "What time should I be there?", "Can I bring my own boots?", "I'm on my way", "Is there a bus that goes there?", "Yes, I can do that", "Sorry, I just saw this. Still open?",
        "How long is the shift?", "Perfect, see you tomorrow", "Who should I ask for?", "My cousin is looking for work too", "Gracias, ahí estaré",
    ];

    readonly SemaphoreSlim request = new(0, 1);
    int said;

    /// <summary>Five minutes more.</summary>
    public void Start()
    {
        if (request.CurrentCount == 0) request.Release();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            for (var end = clock.GetUtcNow() + Lasts; clock.GetUtcNow() < end;)
            {
                await Task.Delay(TimeSpan.FromSeconds(Random.Shared.Next(20, 41)), TimeProvider.System, stoppingToken);
                await SayOneAsync(stoppingToken);
            }
            await request.WaitAsync(stoppingToken);
        }
    }

    /// <summary>Somebody we wait for answers, through the carrier like any other.</summary>
    internal async Task SayOneAsync(CancellationToken cancel)
    {
        try
        {
            foreach (var (owner, phone, line) in await FindNextAsync(cancel))
                await textLine.ExecuteAsync(owner, phone, line, Says[said++ % Says.Length], null, cancel);
        }
        catch (Exception fault) when (DatabaseFault.Is(fault))
        {
            // The next one comes in half a minute.
            log.LogWarning("The demo pauses: {Reason}", fault.Message);
        }
    }

    // every organisation: each demo moves by itself
    Task<List<(Guid Owner, PhoneNumber Phone, PhoneNumber Line)>> FindNextAsync(CancellationToken cancel) => database.Command("""
        select o.root_id, c.number, l.number from organisation o
        cross join lateral (select c.number, c.line_id from conversation c
                            where c.root_id = o.root_id and c.attention = 2 and c.person_id is not null and not c.problem
                              and not exists (select 1 from number_state s where s.root_id = c.root_id and s.number = c.number and s.blocked <> 0)
                            order by random() limit 1) c
        join line l on l.root_id = o.root_id and l.id = c.line_id
        where o.is_demo
        """).ReadAllAsync(row => (row.GetGuid(0), new PhoneNumber(row.GetInt64(1)), new PhoneNumber(row.GetInt64(2))), cancel);

    public override void Dispose()
    {
        request.Dispose();
        base.Dispose();
    }
}

static class DemoModule
{
    public static void AddDemo(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DemoAgency>();
        builder.Services.AddSingleton<DemoTraffic>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DemoTraffic>());
    }

    public static void MapDemo(this RouteGroupBuilder api) =>
        api.MapPost("/phones/traffic", async (HttpContext context, DemoTraffic traffic, NpgsqlDataSource database, CancellationToken cancel) =>
        {
            var isDemo = await database.Command("select is_demo from organisation where root_id = $1", context.Viewer().RootId).ExecuteScalarAsync(cancel) is true;
            if (!isDemo) return Results.NotFound();
            traffic.Start();
            return Results.Accepted();
        }).ForEveryViewer().WithTags("Phones").WithSummary("Let the demo's people text for five minutes more");
}
