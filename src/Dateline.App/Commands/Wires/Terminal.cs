using System.Globalization;
using System.Text;

namespace Dateline.App.Commands.Wires;

/// <summary>Text for a person's terminal: in colour where it is one and NO_COLOR is not set, and never with the control characters that a file may hold.</summary>
internal static class Terminal
{
    private static readonly bool HasColour = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") is not "dumb";

    internal static string Bold(string text) => Coloured("1", text);
    internal static string Dim(string text) => Coloured("2", text);
    internal static string Red(string text) => Coloured("31", text);
    internal static string Yellow(string text) => Coloured("33", text);
    internal static string Blue(string text) => Coloured("36", text);

    /// <summary>One line of it, with what could move the cursor or turn the text around written as a number.</summary>
    internal static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '\n' or '\t') clean.Append(' ');
            else if (char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) clean.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else clean.Append(c);
        }
        return clean.ToString();
    }

    private static string Coloured(string colour, string text) => HasColour ? $"\u001b[{colour}m{text}\u001b[0m" : text;
}
