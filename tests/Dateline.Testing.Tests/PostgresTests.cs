using Npgsql;

namespace Dateline.Testing.Tests;

public class PostgresTests
{
    [Fact]
    public async Task Each_test_has_a_database_of_its_own()
    {
        await using var one = await PostgresServer.CreateDatabaseAsync();
        await using var other = await PostgresServer.CreateDatabaseAsync();
        await AskAsync(one, "create table stories (id int)");
        Assert.Equal(0L, await AskAsync(other, "select count(*) from pg_tables where tablename = 'stories'"));
    }

    [Fact]
    public async Task A_durable_server_waits_for_the_disk()
    {
        await using var server = await PostgresServer.StartDurableAsync();
        await using var database = await server.CreateAsync();
        Assert.Equal("on", await AskAsync(database, "show fsync"));
    }

    private static async Task<object?> AskAsync(PostgresDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
