using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.NewsMlG2;

/// <summary>Reuters: editorial status as letters, a message type of its own, the dateline and the byline only in the text.</summary>
internal sealed class ReutersDialect() : Dialect<G2Draft>(new(
    "reuters", "Reuters", "NewsML-G2 2.10, still so in 2.14",
    "edStat N/U/C/D as signal, rtr:msgType D as withdrawal; the dateline element is a time; byline and dateline stand in the text; one paragraph holds the whole story; located is the desk's place."))
{
    internal override bool Recognises(G2Draft item) => item.IsFrom("reuters.com", "reuters");

    internal override void Settle(G2Draft item)
    {
        if (item.MessageType is { } type && G2Codes.Local(type) is "D" or "d") item.Signal(SignalKind.Kill, "rtr:msgType=" + type);
        // It stands as the writer of everything; who wrote it, the text says.
        if (item.Bylines?.TrueForAll(b => b.Name.StartsWith("Reuters", StringComparison.OrdinalIgnoreCase)) == true) item.Bylines = null;
    }
}
