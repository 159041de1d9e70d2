using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.NewsMlG2;

/// <summary>ANSA: marks for relays before the headline, routing lines after the text.</summary>
internal sealed class AnsaDialect() : Dialect<G2Draft>(new(
    "ansa", "ANSA", "NewsML-G2 2.12",
    "\">>>ANSA/\" before headlines; escaped HTML as text/plain; lines for relays after the last paragraph; empty urgency; \"it\" as language of English text (kept as stated)."))
{
    internal override bool Recognises(G2Draft item) => item.IsFrom("ansa.it", "ANSA");

    internal override void Settle(G2Draft item)
    {
        item.Headline = Headline.From(RoutingText.WithoutMark(item.Headline?.Text)) ?? item.Headline;
        item.Body = RoutingText.WithoutEnd(item.Body);
    }
}
