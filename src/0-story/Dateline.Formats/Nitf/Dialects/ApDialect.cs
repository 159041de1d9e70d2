using System.Text.RegularExpressions;
using Dateline.News;

namespace Dateline.Formats.Nitf;

/// <summary>AP: the id is left to the envelope; sluglines carry "BC-" and the take; notes to editors begin with "Eds:".</summary>
internal sealed partial class ApDialect() : Dialect<NitfDraft>(new(
    "ap", "The Associated Press", "NITF 3.4, in the namespace of 2006 since the middle of its life",
    "No id of the document; byline title glued to the name; the headline as it was before in a second hl2; notes begin with \"Eds:\"."))
{
    internal override bool Recognises(NitfDraft item) => item.IsFrom("AP") || item.IsFrom("The Associated Press") || item.IsFrom("Associated Press");

    internal override void Settle(NitfDraft item)
    {
        if (item.EdNote is { } note) item.EdNote = NewsText.OneLine(Opening().Replace(note, "")) is null ? null : Opening().Replace(note, "");
    }

    [GeneratedRegex(@"^\s*Eds\s*[:.]\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Opening();
}
