using Dateline.News;

namespace Dateline.Formats.NewsMlG2;

/// <summary>Scoop: nitf and html stand in the namespace of NewsML-G2 itself; times are New Zealand's and say no zone.</summary>
internal sealed class ScoopDialect() : Dialect<G2Draft>(new(
    "scoop", "Scoop Media", "NewsML-G2 2.x, 2016",
    "nitf and html in the NAR namespace (read by local name); a byte order mark; \"2016-01-12 12:35:40\" without zone (the source's should be Pacific/Auckland)."))
{
    internal override bool Recognises(G2Draft item) => item.IsFrom("scoop.co.nz", "Scoop");

    internal override void Settle(G2Draft item) => item.Credit ??= item.Provider?.Name;
}
