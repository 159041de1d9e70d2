namespace Dateline.Formats.NewsMlG2;

/// <summary>The dialects of NewsML-G2, in the order in which they are asked.</summary>
internal static class G2Dialects
{
    internal static IReadOnlyList<Dialect<G2Draft>> All { get; } =
        [new ReutersDialect(), new ApDialect(), new DpaDialect(), new AnsaDialect(), new SttDialect(), new TtDialect(), new GlobeNewswireDialect(), new ScoopDialect()];
}
