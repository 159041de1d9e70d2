using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.NewsMlG2;

/// <summary>
/// What codes mean, whoever's scheme they are of: agencies use IPTC's values under aliases of their own ("icls:text", "rtrstat:usable"),
/// so the last part of a code decides. Values that only one agency has are listed with it.
/// </summary>
internal static class G2Codes
{
    /// <summary>The last part of a QCode or URI: "text" of "ninat:text".</summary>
    internal static ReadOnlySpan<char> Local(ReadOnlySpan<char> code) => code[(code.LastIndexOfAny(":/#") + 1)..];

    /// <summary>The scheme's alias: "edStat" of "edStat:C"; empty where there is none.</summary>
    private static ReadOnlySpan<char> Scheme(ReadOnlySpan<char> code) => code.IndexOf(':') is var colon and > 0 ? code[..colon] : default;

    internal static ItemKind Kind(ReadOnlySpan<char> code) => Lower(Local(code), stackalloc char[16]) switch
    {
        "text" => ItemKind.Text,
        "picture" or "photo" or "image" => ItemKind.Picture,
        "graphic" => ItemKind.Graphic,
        "video" => ItemKind.Video,
        "audio" => ItemKind.Audio,
        "composite" => ItemKind.Composite,
        "event" => ItemKind.Event,
        "concept" or "scheme" => ItemKind.Concept,
        "newscoverage" or "coverage" => ItemKind.Planning,
        _ => ItemKind.Other,
    };

    /// <summary>A publishing status; null for one that is not known, which is never taken for usable.</summary>
    internal static PubStatus? Status(ReadOnlySpan<char> code) => StatusWords.Status(Local(code));

    internal static SignalKind Signal(ReadOnlySpan<char> code)
    {
        var local = Local(code).Trim();
        return local.Length == 1 && IsEditorialStatus(code) ? Letter(char.ToLowerInvariant(local[0])) : StatusWords.Signal(local);
    }

    // Reuters, until at least 2014: edStat:N/U/C/D (formats.md §4).
    private static bool IsEditorialStatus(ReadOnlySpan<char> code) =>
        Scheme(code).Equals("edStat", StringComparison.OrdinalIgnoreCase) || code.Contains("edstat", StringComparison.OrdinalIgnoreCase);

    private static SignalKind Letter(char letter) => letter switch
    {
        'n' => SignalKind.New,
        'u' => SignalKind.Update,
        'c' => SignalKind.Correction,
        'd' => SignalKind.Kill,
        _ => SignalKind.Other,
    };

    internal static LinkKind Link(ReadOnlySpan<char> rel) => Lower(Local(rel), stackalloc char[24]) switch
    {
        "evolvedfrom" => LinkKind.EvolvedFrom,
        "translatedfrom" or "translationof" => LinkKind.TranslatedFrom,
        "derivedfrom" => LinkKind.DerivedFrom,
        "corrects" or "correctionof" => LinkKind.Corrects,
        "replaces" or "previousversion" or "replacedversion" => LinkKind.Replaces,
        "media" or "picture" or "photo" or "image" or "haspicture" or "hasmedia" or "associatedmedia" or "illustration" or "illustratedby" => LinkKind.Media,
        _ => LinkKind.SeeAlso,
    };

    /// <summary>Whether <paramref name="code"/> contains <paramref name="word"/>, in any case.</summary>
    internal static bool Has(string? code, string word) => code is not null && code.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> Lower(ReadOnlySpan<char> text, Span<char> buffer)
    {
        if (text.Length > buffer.Length) return default;
        return buffer[..text.ToLowerInvariant(buffer)];
    }
}
