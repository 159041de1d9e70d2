using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.Nitf;

/// <summary>ANSA: what stands as byline is the summary; headlines begin with routing marks, and routing lines end the text.</summary>
internal sealed class AnsaDialect() : Dialect<NitfDraft>(new(
    "ansa", "ANSA", "NITF 3.x",
    "The byline element holds the summary; \">>>ANSA/\" begins headlines; lines for relays end the text."))
{
    internal override bool Recognises(NitfDraft item) =>
        item.IsFrom("ANSA") || item.Headline?.Text.StartsWith(">>>ANSA", StringComparison.OrdinalIgnoreCase) == true || item.OpensWith("(ANSA)");

    internal override void Settle(NitfDraft item)
    {
        if (item.BylineLine is { } line && !IsName(line)) (item.Dek, item.Bylines) = (item.Dek ?? line, null);
        item.Headline = Headline.From(RoutingText.WithoutMark(item.Headline?.Text)) ?? item.Headline;
        item.Body = RoutingText.WithoutEnd(item.Body);
    }

    // "di Anna Rossi" is a name after all.
    private static bool IsName(string line) => line.Length < 60 && (line.StartsWith("di ", StringComparison.OrdinalIgnoreCase) || line.StartsWith("by ", StringComparison.OrdinalIgnoreCase));
}
