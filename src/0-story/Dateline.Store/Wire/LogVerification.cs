using Dateline.News;

namespace Dateline.Store.Wire;

/// <summary>Something in the store that is not as it was written.</summary>
/// <param name="Chain">Where: "log", "audit", "version", "story" or "head".</param>
/// <param name="Position">The position in the log (or the number in the audit) where it shows first.</param>
/// <param name="Code">A stable code ("hash", "missing-row", "truncated").</param>
/// <param name="Message">What is wrong there.</param>
public sealed record LogProblem(string Chain, long Position, string Code, string Message);

/// <summary>What <see cref="LogVerifier"/> found.</summary>
public sealed record LogVerification
{
    /// <summary>Rows of the wire log that were read.</summary>
    public required long Rows { get; init; }
    /// <summary>Rows of the audit that were read.</summary>
    public required long AuditRows { get; init; }
    /// <summary>Stories whose standing was compared with the log.</summary>
    public required long Stories { get; init; }
    /// <summary>Signed heads, in the database and as files, whose signature was checked.</summary>
    public required long Heads { get; init; }
    /// <summary>How far a good signed head reaches: what stands after it is chained, but not vouched for yet.</summary>
    public required long SignedUpTo { get; init; }
    /// <summary>When that head was signed; null: none was.</summary>
    public Instant? SignedAt { get; init; }
    /// <summary>The first problems found, at most 100.</summary>
    public required IReadOnlyList<LogProblem> Problems { get; init; }
    /// <summary>How many there are in all.</summary>
    public required long ProblemCount { get; init; }

    /// <summary>Whether everything is as it was written.</summary>
    public bool IsSound => ProblemCount == 0;

    /// <summary>
    /// The wire log's first bad position; null: none. The log's own rows tell first. Where they were recomputed with care only a signed head
    /// tells: then it is the first position after the last head that holds. What else does not fit (versions, stories) follows from these.
    /// </summary>
    public long? FirstBad => First(p => p.Chain is "log" or "head" && p.Code != "recomputed") ?? First(p => p.Code == "recomputed") ?? First(_ => true);

    private long? First(Func<LogProblem, bool> which) => Problems.Where(p => p.Chain != "audit" && which(p)).Select(p => (long?)p.Position).Min();
}
