using Dateline.News;

namespace Dateline.Formats.NewsMlG2;

/// <summary>TT: a signal says that this replaces another item, an altId says which; the text has tags of its own.</summary>
internal sealed class TtDialect() : Dialect<G2Draft>(new(
    "tt", "TT Nyhetsbyrån", "NewsML-G2 2.10",
    "signal tt_sig:replace with altId tt:refuno names the item replaced; guids end in \":0\" and there is no version; tags of its own in the body."))
{
    internal override bool Recognises(G2Draft item) => item.IsFrom("tt.se", "TT") || item.Signals?.Exists(s => s.Raw.StartsWith("tt_sig:", StringComparison.Ordinal)) == true;

    internal override void Settle(G2Draft item)
    {
        foreach (var (type, value) in item.AltIds ?? [])
            if (type is not null && type.EndsWith("refuno", StringComparison.OrdinalIgnoreCase)) (item.Links ??= []).Add(new ItemLink(LinkKind.Replaces, value, Rel: type));
    }
}
