using Dateline.Formats.Subjects;
using Dateline.News;
using Dateline.Store.House;

namespace Dateline.Newsroom.Vocabulary;

/// <summary>A vocabulary that was read, and what it would change.</summary>
/// <param name="Release">What it calls itself; empty: nothing.</param>
/// <param name="Content">It laid over the one in force, as it is kept.</param>
/// <param name="Changes">What would be new, renamed, retired, moved.</param>
internal sealed record ReadVocabulary(string Release, byte[] Content, VocabularyChanges Changes)
{
    /// <summary>The changes as counts.</summary>
    internal string Counts => VocabularyImport.CountsOf(Changes);
}

/// <summary>Reads what is to be imported: first to be looked at, then to be taken over. What is in force changes by neither.</summary>
internal static class VocabularyImport
{
    internal static readonly string[] Names = [VocabularyReleases.MediaTopics, VocabularyReleases.House];

    private static readonly Language English = Language.From("en")!.Value;

    /// <summary>Reads files: of the Media Topics one for each language, of the house's own one.</summary>
    internal static Outcome<ReadVocabulary> Read(string name, IReadOnlyList<ReadOnlyMemory<byte>> files, Language? language = null)
    {
        var force = Vocabularies.InForce;
        if (name == VocabularyReleases.House)
        {
            if (files.Count > 1) return new Refusal("vocabulary-form", "The house's own terms are one file. Nothing was imported.");
            var read = HouseTerms.Read(files[0], force.Topics);
            if (!read.IsDone) return read.Refusal;
            var whole = read.Value.Over(force.House);
            return new ReadVocabulary("", whole.ToJson(), VocabularyChanges.Between(force.House, whole, language ?? English));
        }
        var topics = MediaTopics.Read(files);
        if (!topics.IsDone) return topics.Refusal;
        var over = topics.Value.Over(force.Topics);
        return new ReadVocabulary(over.Release, over.ToJson(), VocabularyChanges.Between(force.Topics, over, language ?? English));
    }

    /// <summary>A vocabulary in force, as a file.</summary>
    internal static (byte[] Bytes, string Type, string FileName) Export(string name, bool asCsv)
    {
        var force = Vocabularies.InForce;
        if (name == VocabularyReleases.MediaTopics) return (force.Topics.ToJson(), "application/json; charset=utf-8", "mediatopics.json");
        // With a byte order mark: spreadsheets take CSV for something else without it.
        return asCsv ? ([0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes(force.House.ToCsv())], "text/csv; charset=utf-8", "house-terms.csv") : (force.House.ToJson(), "application/json; charset=utf-8", "house-terms.json");
    }

    internal static string CountsOf(VocabularyChanges changes) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"+{changes.Added.Count} ~{changes.Renamed.Count} -{changes.Retired.Count} >{changes.Moved.Count}");
}
