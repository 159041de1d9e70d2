namespace Dateline.Formats.Nitf;

/// <summary>The dialects of NITF, in the order in which they are asked.</summary>
internal static class NitfDialects
{
    internal static IReadOnlyList<Dialect<NitfDraft>> All { get; } =
        [new PaDialect(), new EfeDialect(), new AnsaDialect(), new AapDialect(), new NtbDialect(), new CpDialect(), new ApDialect()];
}
