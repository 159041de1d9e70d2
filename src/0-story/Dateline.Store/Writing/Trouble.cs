using Microsoft.Data.Sqlite;
using Npgsql;

namespace Dateline.Store.Writing;

/// <summary>Tells a command's own mistake from a database that can't work: a full or failing disk, a connection that is gone.</summary>
internal static class Trouble
{
    private const int Io = 10, Corrupt = 11, Full = 13, CantOpen = 14, NotADatabase = 26;

    internal static bool IsOfDatabase(Exception e) => e switch
    {
        StoreException { Code: "store-unavailable" } => true,
        SqliteException sqlite => sqlite.SqliteErrorCode is Io or Corrupt or Full or CantOpen or NotADatabase,
        // Classes 53 (no disk, no memory), 57 (shutting down), 58 (the system failed); without a state the connection broke.
        PostgresException postgres => postgres.SqlState.AsSpan(0, 2) is "53" or "57" or "58",
        NpgsqlException => true,
        _ => false,
    };
}
