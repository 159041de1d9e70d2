using System.Collections.Frozen;
using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.Subjects;

/// <summary>
/// The category letters of ANPA 1312, by which American newsrooms still sort copy, and the Media Topic that comes nearest to each. The mapping is our own judgement.
/// </summary>
public static class AnpaCategories
{
    private static readonly FrozenDictionary<char, string> Topics = new Dictionary<char, string>
    {
        ['e'] = "medtop:01000000",
        ['d'] = "medtop:10000000",
        ['f'] = "medtop:04000000",
        ['h'] = "medtop:07000000",
        ['l'] = "medtop:10000000",
        ['o'] = "medtop:17000000",
        ['p'] = "medtop:11000000",
        ['q'] = "medtop:15000000",
        ['r'] = "medtop:15000000",
        ['s'] = "medtop:15000000",
        ['t'] = "medtop:10000000",
        ['w'] = "medtop:11000000",
    }.ToFrozenDictionary();

    /// <summary>The category, with its name where the letter is one of ANPA's.</summary>
    public static Concept Of(char letter) => WireCategories.OfAnpa(letter);

    /// <summary>The code of the Media Topic that comes nearest to a category; null where it says nothing about a subject ("domestic", "features").</summary>
    public static string? MediaTopic(char letter) => Topics.GetValueOrDefault(char.ToLowerInvariant(letter));
}
