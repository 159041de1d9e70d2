using System.Text;

namespace Dateline.Formats.Mail;

/// <summary>
/// Plain text of a mail as lines that were meant (RFC 3676): under <c>format=flowed</c> a line that ends in a space goes on in the next; with <c>delsp=yes</c> that space goes.
/// Quoted lines keep their ">", and the line "-- " that opens a signature never flows.
/// </summary>
internal static class FlowedText
{
    /// <summary>The line that opens a signature (RFC 3676, 4.3).</summary>
    internal const string SignatureLine = "-- ";

    internal static string Read(string text, bool isFlowed, bool deletesSpace)
    {
        text = text.ReplaceLineEndings("\n");
        if (!isFlowed) return text;
        var flowed = new StringBuilder(text.Length);
        var quotedBefore = -1;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range);
            var quoted = line.Length - line.TrimStart('>').Length;
            var words = line[quoted..];
            // Space-stuffing (RFC 3676, 4.4).
            if (words.StartsWith(" ")) words = words[1..];
            var flows = words.EndsWith(" ") && !words.SequenceEqual(SignatureLine);
            if (quotedBefore != quoted)
            {
                if (quotedBefore >= 0) flowed.Append('\n');
                if (quoted > 0) flowed.Append('>', quoted).Append(' ');
            }
            flowed.Append(flows && deletesSpace ? words[..^1] : words);
            if (flows) { quotedBefore = quoted; continue; }
            flowed.Append('\n');
            quotedBefore = -1;
        }
        return flowed.ToString();
    }
}
