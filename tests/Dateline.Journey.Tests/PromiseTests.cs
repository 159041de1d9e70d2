using Dateline.Proofs;

namespace Dateline.Journey.Tests;

/// <summary>The long proofs of <c>./prove.sh</c>, short: the same code, fewer runs, a seed that stays.</summary>
public class PromiseTests
{
    [Fact]
    public async Task Fifty_kills_lose_nothing_acknowledged_and_leave_nothing_half_done() => Holds(await KillsProof.Run(new ProofOptions(50, null, 20260824)));

    [Fact]
    public async Task Ten_kills_lose_nothing_on_PostgreSQL_either()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();
        Holds(await KillsProof.Run(new ProofOptions(10, null, 20260825, database.ConnectionString)));
    }

    [Fact]
    public async Task Of_two_nodes_either_may_die_and_the_other_goes_on_with_nothing_lost_or_doubled()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();
        Holds(await NodesProof.Run(new ProofOptions(6, null, 20260826, database.ConnectionString)));
    }

    [Fact]
    public async Task Thirty_thousand_mutated_documents_are_each_read_or_refused_by_name() => Holds(await FuzzProof.Run(new ProofOptions(30_000, null, 20260824)));

    private static void Holds(ProofResult result) => Assert.True(result.Holds, $"{result.ToJson()}\n{string.Join('\n', result.Violations)}");
}
