using System.Text.RegularExpressions;
using Dateline.News;

namespace Dateline.Formats.NewsMlG2;

/// <summary>AP: fields padded with blanks, every ancestor of a subject, notes that begin with "Eds:", takes in the slugline.</summary>
internal sealed partial class ApDialect() : Dialect<G2Draft>(new(
    "ap", "The Associated Press", "NewsML-G2 2.x, 2010",
    "Padded fields; ancestors of subjects (left out by the core); \"1st Ld-Writethru\" and \"BC-\" in sluglines; notes begin with \"Eds:\"; versions from 0."))
{
    internal override bool Recognises(G2Draft item) => item.IsFrom("ap.org", "Associated Press", "AP");

    internal override void Settle(G2Draft item)
    {
        if (item.EdNote is { } note) item.EdNote = string.IsNullOrWhiteSpace(Opening().Replace(note, "")) ? null : Opening().Replace(note, "");
    }

    [GeneratedRegex(@"^\s*Eds\s*[:.]\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Opening();
}
