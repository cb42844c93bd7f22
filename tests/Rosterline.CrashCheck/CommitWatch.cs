using System.Globalization;
using Npgsql;
using Npgsql.Replication;
using Npgsql.Replication.PgOutput;
using Npgsql.Replication.PgOutput.Messages;
using NpgsqlTypes;

namespace Rosterline.CrashCheck;

/// <summary>
/// Reads what the server committed from its write-ahead log, by logical decoding. The server gives transactions in the order of their
/// commit records, which is the order a crash would be recovered in and the only one there is: row locks are let go after the commit
/// record was written, so that of two transactions that wait for each other the log shows who came first. No clock is asked.
/// </summary>
public sealed class CommitWatch : IAsyncDisposable
{
    const string Name = "crash_check";

    readonly string connectionString;
    readonly CancellationTokenSource stop = new();
    readonly Dictionary<uint, string> tables = [];
    Task reading = Task.CompletedTask;
    NpgsqlLogSequenceNumber last;
    int mark;

    CommitWatch(string connectionString) => this.connectionString = connectionString;

    public CommitHistory History { get; } = new();

    /// <summary>What is committed from now on is seen. The server needs <c>wal_level = logical</c>.</summary>
    public static async Task<CommitWatch> StartAsync(NpgsqlDataSource database, string connectionString)
    {
        await using (var publish = database.CreateCommand($"""
            create table crash_mark (n int primary key);
            create publication {Name} for table crash_mark, number_state (root_id, number, blocked),
              outbox (root_id, message_id, number, exempt, state, attempt), message (root_id, id, direction, status)
              with (publish = 'insert, update', publish_via_partition_root = true)
            """))
            await publish.ExecuteNonQueryAsync();
        var watch = new CommitWatch(connectionString);
        await using (var connection = new LogicalReplicationConnection(connectionString))
        {
            await connection.Open();
            await connection.CreatePgOutputReplicationSlot(Name);
        }
        watch.reading = Task.Run(watch.ReadAsync);
        return watch;
    }

    /// <summary>Waits until everything committed before this call was read.</summary>
    public async Task CatchUpAsync(NpgsqlDataSource database)
    {
        var wanted = Volatile.Read(ref mark) + 1;
        await using (var write = database.CreateCommand($"insert into crash_mark values ({wanted.ToString(CultureInfo.InvariantCulture)})")) await write.ExecuteNonQueryAsync();
        while (Volatile.Read(ref mark) < wanted)
        {
            if (reading.IsCompleted) await reading;
            await Task.Delay(20);
        }
    }

    async Task ReadAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = new LogicalReplicationConnection(connectionString);
                await connection.Open(stop.Token);
                await ReadAsync(connection);
            }
            catch (Exception fault) when (fault is NpgsqlException or IOException or OperationCanceledException)
            {
                // The server was killed or is not back yet; its slot remembers, and what comes twice is passed over.
                if (!stop.IsCancellationRequested) await Task.Delay(100);
            }
        }
    }

    async Task ReadAsync(LogicalReplicationConnection connection)
    {
        var known = false;
        await foreach (var message in connection.StartReplication(new PgOutputReplicationSlot(Name), new PgOutputReplicationOptions(Name, PgOutputProtocolVersion.V1), stop.Token))
        {
            switch (message)
            {
                case RelationMessage relation: tables[relation.RelationId] = relation.RelationName; break;
                case BeginMessage begin:
                    known = begin.TransactionFinalLsn <= last;
                    if (!known) History.Begin(begin.TransactionCommitTimestamp);
                    break;
                case InsertMessage insert: Take(insert.Relation.RelationId, await ValuesAsync(insert.NewRow), known); break;
                case UpdateMessage update: Take(update.Relation.RelationId, await ValuesAsync(update.NewRow), known); break;
                case CommitMessage commit:
                    if (commit.CommitLsn > last) last = commit.CommitLsn;
                    connection.SetReplicationStatus(commit.TransactionEndLsn);
                    break;
            }
        }
    }

    static async Task<List<string>> ValuesAsync(ReplicationTuple row)
    {
        var values = new List<string>(6);
        await foreach (var value in row) values.Add(value.IsDBNull || value.IsUnchangedToastedValue ? "" : await value.Get<string>());
        return values;
    }

    // Columns come in the order of the table.
    void Take(uint relation, List<string> row, bool known)
    {
        if (known) return;
        switch (tables[relation])
        {
            case "number_state": History.Number(Long(row[1]), row[2] != "0"); break;
            case "outbox": History.Outbox(Guid.Parse(row[1]), Long(row[2]), row[3] == "t", Short(row[4]), Short(row[5])); break;
            case "message": History.Message(Guid.Parse(row[1]), row[2] == "0", Short(row[3])); break;
            case "crash_mark": Volatile.Write(ref mark, (int)Long(row[0])); break;
        }
    }

    static long Long(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    static short Short(string text) => short.Parse(text, CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await reading;
        stop.Dispose();
    }
}
