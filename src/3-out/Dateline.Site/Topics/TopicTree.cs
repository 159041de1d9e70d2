using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Dateline.Formats.Subjects;
using Dateline.News;
using Dateline.Site.Article;
using Dateline.Site.Theme;

namespace Dateline.Site.Topics;

/// <summary>A topic as the site addresses it.</summary>
/// <param name="Code">Its code ("medtop:20000639").</param>
/// <param name="Path">Its page's path, decoded.</param>
/// <param name="Label">Its name in the page's language; null where only its stories can tell.</param>
internal sealed record Topic(string Code, string Path, string? Label);

/// <summary>
/// Subjects as pages: IPTC's Media Topics by the words of their name and their number, which alone decides; the house's own and other schemes by their code. What lies under a topic belongs to its page.
/// </summary>
internal static class TopicTree
{
    private const string MediaTopicAlias = "medtop:";
    private const int LongestCode = 80;
    private static readonly ConditionalWeakTable<Vocabularies, ConcurrentDictionary<string, IReadOnlyList<string>>> Below = [];

    private static Vocabularies All => Vocabularies.InForce;

    /// <summary>A subject's page; null for a code that no address can hold.</summary>
    internal static Topic? Of(string code, HouseLanguage language)
    {
        if (!IsAddress(code)) return null;
        var (root, number) = (language.Root + "/topics/", code.StartsWith(MediaTopicAlias, StringComparison.Ordinal) ? code[MediaTopicAlias.Length..] : null);
        if (All.Find(code) is { } known && Tag(language) is { } tag)
        {
            var label = known.Label(tag);
            return new(code, IsNumber(number) ? $"{root}{StoryUrl.Slug(label)}-{number}" : root + code, label);
        }
        return new(code, root + (IsNumber(number) ? number : code), null);
    }

    /// <summary>The topic that the last part of a path names, whatever its words; null: none.</summary>
    internal static Topic? Named(string name, HouseLanguage language) =>
        name.Length >= 8 && IsNumber(name[^8..]) && (name.Length == 8 || name[^9] == '-') ? Of(MediaTopicAlias + name[^8..], language) : name.Contains(':', StringComparison.Ordinal) ? Of(name, language) : null;

    /// <summary>A code and those of everything below it.</summary>
    internal static IReadOnlyList<string> WithAllBelow(string code)
    {
        var (all, below) = (All, Below.GetOrCreateValue(All));
        return below.TryGetValue(code, out var known) ? known : all.Find(code) is null ? [code] : below[code] = [code, .. Descend(all, code)];
    }

    internal static IEnumerable<Topic> Above(string code, HouseLanguage language) => All.Broader(code).Reverse().Select(t => Of(t.Code, language)).OfType<Topic>();

    /// <summary>What is directly below a topic; the topmost where it is null.</summary>
    internal static IEnumerable<Topic> DirectlyBelow(string? code, HouseLanguage language) =>
        code is not null && All.Find(code) is null ? [] : All.Narrower(code).Where(t => !t.IsRetired).Select(t => Of(t.Code, language)).OfType<Topic>();

    internal static bool IsWithin(string code, string broader) => All.IsWithin(code, broader);

    private static IEnumerable<string> Descend(Vocabularies all, string code) => all.Narrower(code).SelectMany(t => Descend(all, t.Code).Prepend(t.Code));

    private static Language? Tag(HouseLanguage language) => Language.From(language.Tag);

    private static bool IsNumber(string? text) => text is { Length: 8 } && text.All(char.IsAsciiDigit);

    private static bool IsAddress(string code) => code.Length is > 0 and <= LongestCode && code.Contains(':', StringComparison.Ordinal) && code.All(c => char.IsAsciiLetterOrDigit(c) || c is ':' or '.' or '-' or '_');
}
