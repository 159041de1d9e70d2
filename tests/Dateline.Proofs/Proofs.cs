namespace Dateline.Proofs;

/// <summary>The list of proofs: each a promise of promises.md, run long here and short in the suite.</summary>
public static class Proofs
{
    /// <summary>By the name that <c>./prove.sh</c> takes.</summary>
    public static IReadOnlyDictionary<string, Func<ProofOptions, Task<ProofResult>>> All { get; } = new SortedDictionary<string, Func<ProofOptions, Task<ProofResult>>>(StringComparer.Ordinal)
    {
        ["embargo"] = EmbargoProof.Run,
        ["fuzz"] = FuzzProof.Run,
        ["kills"] = KillsProof.Run,
        ["nodes"] = NodesProof.Run,
        ["restore"] = RestoreProof.Run,
        ["simulate"] = SimulateProof.Run,
        ["tamper"] = TamperProof.Run,
    };
}
