using System.Text;
using System.Text.Json.Nodes;
using Dateline.Formats.Subjects;
using Dateline.News;

namespace Dateline.Formats.Tests.Subjects;

/// <summary>A newer release of the Media Topics over the one that was in force.</summary>
public class NewerReleaseTests
{
    private static readonly Language English = Language.From("en")!.Value, French = Language.From("fr")!.Value;

    [Fact]
    public void A_release_comes_back_from_its_export_as_it_was()
    {
        var (built, again) = (MediaTopics.BuiltIn, MediaTopics.Read(MediaTopics.BuiltIn.ToJson()).Value!);
        Assert.Equal((built.Release, built.Count, string.Join(' ', built.Languages.Order())), (again.Release, again.Count, string.Join(' ', again.Languages.Order())));
        var changes = VocabularyChanges.Between(built, again, English);
        Assert.Empty(changes.Added.Concat(changes.Renamed).Concat(changes.Retired).Concat(changes.Moved));
        foreach (var topic in built.All)
        {
            var same = again.Find(topic.Code)!;
            Assert.Equal((topic.Broader, topic.SubjectCode, topic.NearSubjectCode, topic.Wikidata, topic.IsRetired, topic.Label(French)), (same.Broader, same.SubjectCode, same.NearSubjectCode, same.Wikidata, same.IsRetired, same.Label(French)));
        }
    }

    [Fact]
    public void It_keeps_the_names_that_it_does_not_bring_and_retires_what_it_lacks()
    {
        var newer = Newer();
        var over = newer.Over(MediaTopics.BuiltIn);
        var changes = VocabularyChanges.Between(MediaTopics.BuiltIn, over, English);
        Assert.Equal("2026-04-01", over.Release);
        Assert.Equal([new TermChange("medtop:20009999", null, "gearboxes")], changes.Added);
        Assert.Equal([new TermChange("medtop:20000639", "diplomacy", "statecraft")], changes.Renamed);
        Assert.Contains(changes.Retired, c => c.Code == "medtop:20000010");
        Assert.Equal(MediaTopics.BuiltIn.Find("medtop:20000639")!.Label(French), over.Find("medtop:20000639")!.Label(French));
        Assert.True(over.Find("medtop:20000010")!.IsRetired);
        Assert.Equal(MediaTopics.BuiltIn.Find("medtop:20000010")!.Label(French), over.Find("medtop:20000010")!.Label(French));
    }

    [Fact]
    public void A_filter_that_names_a_topic_as_it_was_called_goes_on_meaning_it()
    {
        var all = new Vocabularies(Newer().Over(MediaTopics.BuiltIn), HouseTerms.None, [MediaTopics.BuiltIn]);
        Assert.Equal(("medtop:20000639", "medtop:20000639"), (all.CodeOf("subject", "Statecraft"), all.CodeOf("subject", "Diplomacy")));
        Assert.Null(new Vocabularies(Newer(), HouseTerms.None).CodeOf("subject", "Diplomacy"));
    }

    // As IPTC would publish it, in English alone: one topic new, one renamed, one gone.
    private static MediaTopics Newer()
    {
        var json = JsonNode.Parse(MediaTopics.BuiltIn.ToJson())!;
        json["dateReleased"] = "2026-04-01";
        var set = json["conceptSet"]!.AsArray();
        foreach (var concept in set.ToList())
        {
            if ((string?)concept!["qcode"] == "medtop:20000010") { set.Remove(concept); continue; }
            var name = (string?)concept["qcode"] == "medtop:20000639" ? "statecraft" : (string?)concept["prefLabel"]!["en-GB"];
            concept["prefLabel"] = new JsonObject { ["en-GB"] = name };
        }
        set.Add(JsonNode.Parse("""{"qcode":"medtop:20009999","prefLabel":{"en-GB":"gearboxes"},"broader":["medtop:01000000"]}"""));
        return MediaTopics.Read(Encoding.UTF8.GetBytes(json.ToJsonString())).Value!;
    }
}
