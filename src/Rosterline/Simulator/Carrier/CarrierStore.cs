using Npgsql;
using NpgsqlTypes;
using Rosterline.Platform;

namespace Rosterline.Simulator.Carrier;

/// <summary>A text the carrier takes, with what will become of it.</summary>
/// <param name="Url">Where to announce; null: nowhere.</param>
public sealed record CarriedText(
    CarrierAccount Account, Guid Id, bool ToPhone, Guid? Reference, long Line, long Phone, string Body, string? Media,
    string? Url, DateTimeOffset At, IReadOnlyList<PlannedEvent> Plan)
{
    public bool Arrives => ToPhone && !Plan.Any(planned => planned.Kind >= 3);
}

/// <summary>Writes what the carrier takes, many texts per commit.</summary>
public sealed class CarrierStore : IAsyncDisposable
{
    readonly NpgsqlDataSource database;
    readonly CarrierSignal signal;
    readonly GroupCommit<CarriedText, bool> commit;

    public CarrierStore(NpgsqlDataSource database, CarrierSignal signal)
    {
        (this.database, this.signal) = (database, signal);
        // One writer: the rows of phones are met in one order only.
        commit = new GroupCommit<CarriedText, bool>(WriteAsync, writers: 1, largest: 512).Start();
    }

    public Task TakeAsync(CarriedText text, CancellationToken cancel) => commit.WriteAsync(text, cancel);

    async Task<IReadOnlyList<bool>> WriteAsync(IReadOnlyList<CarriedText> texts, CancellationToken cancel)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Messages(texts));
        batch.BatchCommands.Add(Events([.. texts.SelectMany(text => text.Plan, (text, planned) => (text, planned))]));
        batch.BatchCommands.Add(Phones(texts));
        await batch.ExecuteNonQueryAsync(cancel);
        signal.Wake();
        return new bool[texts.Count];
    }

    static NpgsqlBatchCommand Messages(IReadOnlyList<CarriedText> texts) => Command("""
        insert into carrier_message (owner, id, account_id, direction, reference, line, phone, body, media, status, arrives, at)
        select owner, id, account_id, direction, reference, line, phone, body, media, 0, arrives, at
        from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::smallint[], $5::uuid[], $6::bigint[], $7::bigint[], $8::text[], $9::text[], $10::boolean[], $11::timestamptz[])
          as t (owner, id, account_id, direction, reference, line, phone, body, media, arrives, at)
        """,
        texts.Select(t => t.Account.Owner).ToArray(), texts.Select(t => t.Id).ToArray(), texts.Select(t => t.Account.Id).ToArray(),
        texts.Select(t => (short)(t.ToPhone ? 1 : 0)).ToArray(), texts.Select(t => t.Reference).ToArray(),
        texts.Select(t => t.Line).ToArray(), texts.Select(t => t.Phone).ToArray(), texts.Select(t => t.Body).ToArray(),
        texts.Select(t => t.Media).ToArray(), texts.Select(t => t.Arrives).ToArray(), texts.Select(t => t.At.UtcDateTime).ToArray());

    static NpgsqlBatchCommand Events(IReadOnlyList<(CarriedText Text, PlannedEvent Planned)> events) => Command("""
        insert into carrier_event (owner, account_id, message_id, kind, code, url, at, due_at)
        select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::smallint[], $5::text[], $6::text[], $7::timestamptz[], $8::timestamptz[])
        """,
        events.Select(e => e.Text.Account.Owner).ToArray(), events.Select(e => e.Text.Account.Id).ToArray(), events.Select(e => e.Text.Id).ToArray(),
        events.Select(e => e.Planned.Kind).ToArray(), events.Select(e => e.Planned.Code).ToArray(),
        events.Select(e => e.Planned.Announced ? e.Text.Url : null).ToArray(),
        events.Select(e => (e.Text.At + e.Planned.After).UtcDateTime).ToArray(), events.Select(e => (e.Text.At + e.Planned.After).UtcDateTime).ToArray());

    static NpgsqlBatchCommand Phones(IReadOnlyList<CarriedText> texts)
    {
        var phones = texts.GroupBy(t => (t.Account.Owner, t.Phone)).ToArray();
        return Command("""
            insert into carrier_phone as p (owner, number, last_id, unread) select * from unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::int[])
            on conflict (owner, number) do update set last_id = greatest(p.last_id, excluded.last_id), unread = p.unread + excluded.unread
            """,
            phones.Select(p => p.Key.Owner).ToArray(), phones.Select(p => p.Key.Phone).ToArray(),
            phones.Select(p => p.Last().Id).ToArray(), phones.Select(p => p.Count(t => t.Arrives)).ToArray());
    }

    static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(value is Guid?[] optional
                ? new NpgsqlParameter { Value = optional, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid }
                : new NpgsqlParameter { Value = value });
        return command;
    }

    public ValueTask DisposeAsync() => commit.DisposeAsync();
}

/// <summary>Tells the worker that something is due before its next look.</summary>
public sealed class CarrierSignal : IDisposable
{
    readonly SemaphoreSlim wake = new(0, 1);

    public void Wake()
    {
        if (wake.CurrentCount == 0)
            try { wake.Release(); }
            catch (SemaphoreFullException) { /* somebody else woke it in between */ }
    }

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancel) => wake.WaitAsync(atMost, cancel);

    public void Dispose() => wake.Dispose();
}
