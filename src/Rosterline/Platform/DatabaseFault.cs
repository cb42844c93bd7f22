using Npgsql;

namespace Rosterline.Platform;

/// <summary>Tells the database's troubles from our own mistakes. What was under way then is not known to be stored, and not known not to be.</summary>
public static class DatabaseFault
{
    /// <summary>Whether the fault came from the database or the way to it.</summary>
    public static bool Is(Exception? fault) => fault switch
    {
        NpgsqlException or NotStoredException or TimeoutException => true,
        // A connection that breaks between two statements of a transaction: the driver trips over what is left of it.
        ObjectDisposedException or InvalidOperationException => fault.StackTrace?.Contains("at Npgsql.", StringComparison.Ordinal) == true,
        _ => false,
    };

    /// <summary>Whether it passes by itself: no connection, a cut one, a server that starts or stops (57) or is out of disk, memory or connections (53).</summary>
    public static bool Passes(Exception? fault) => fault is PostgresException { SqlState: var state } ? state[..2] is "08" or "53" or "57" or "58" : Is(fault);
}
