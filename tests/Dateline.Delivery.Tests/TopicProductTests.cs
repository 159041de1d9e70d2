using Dateline.News;

namespace Dateline.Delivery.Tests;

/// <summary>Products over IPTC's Media Topics: who asks for a topic has all that lies under it.</summary>
public sealed class TopicProductTests : IAsyncLifetime
{
    private Agency A { get; set; } = null!;

    public async ValueTask InitializeAsync() => A = await Agency.Open();

    public ValueTask DisposeAsync() => A.DisposeAsync();

    // Politics › election › local elections; and economy.
    [Theory]
    [InlineData("medtop:20000578", "branch exact-branch topic two")]
    [InlineData("medtop:20000574", "branch exact topic two")]
    [InlineData("medtop:11000000", "topic two")]
    [InlineData("medtop:04000000", "")]
    public async Task A_story_reaches_who_asks_for_its_topic_or_one_above_it(string code, string clients)
    {
        await A.Client("topic", "subject under medtop:11000000");
        await A.Client("branch", "subject under medtop:20000574");
        await A.Client("exact", "subject is medtop:20000574");
        await A.Client("exact-branch", "subject is medtop:20000578 or (subject under medtop:15000000 and not genre is Opinion)");
        await A.Client("two", "subject under medtop:11000000, medtop:15000000");
        var story = await A.Draft("VOTE", s => s with { Content = s.Content with { Subjects = [new Concept(code, null)] } });
        await A.Release(story, ReleaseAction.Publish);
        await A.Settle();
        Assert.Equal(clients, string.Join(' ', A.Wire.All.Select(s => s.To).Order(StringComparer.Ordinal)));
    }
}
