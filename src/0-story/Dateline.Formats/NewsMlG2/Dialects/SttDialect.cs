using Dateline.News;

namespace Dateline.Formats.NewsMlG2;

/// <summary>STT: places stand in assert alone; a link with a version names the version that this one replaces.</summary>
internal sealed class SttDialect() : Dialect<G2Draft>(new(
    "stt", "STT (Suomen Tietotoimisto)", "NewsML-G2 2.20",
    "Public and private notes by role; places in assert; a link with guidref and version is the version replaced; text escaped twice; times without zone (Helsinki)."))
{
    internal override bool Recognises(G2Draft item) => item.IsFrom("stt.fi", "STT", "STT-Lehtikuva", "sttinfo");

    internal override void Settle(G2Draft item)
    {
        foreach (var place in item.Asserts ?? [])
            if (place.IsPlace && item.Places?.Exists(p => p.Code == place.Code) != true && item.Located?.Code != place.Code) (item.Places ??= []).Add(place.ToPlace());
        if (item.Links is not { } links) return;
        for (var i = 0; i < links.Count; i++)
            if (links[i] is { Kind: LinkKind.SeeAlso, Guid: not null, Version: not null, Rel: not "irel:seeAlso" }) links[i] = links[i] with { Kind = LinkKind.Replaces };
    }
}
