using Dateline.News;
using Dateline.Newsroom.Room;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Tests;

/// <summary>What a story's screen and the desk's preview offer to do with it, by how it stands and what whoever looks may do.</summary>
public sealed class StoryOffersTests
{
    [Theory]
    [InlineData(StoryState.Draft, 0, "publish stories:write hold kill takedown", "Send")]
    [InlineData(StoryState.Ready, 0, "stories:write", "Send")]
    [InlineData(StoryState.Ready, 0, "publish", "Send")]
    [InlineData(StoryState.Ready, 0, "stories:read hold kill takedown", "")]
    [InlineData(StoryState.Spiked, 0, "publish stories:write hold kill takedown", "")]
    [InlineData(StoryState.Published, 1, "publish stories:write hold kill takedown", "Send Hold Kill")]
    [InlineData(StoryState.Published, 1, "stories:write", "Send")]
    [InlineData(StoryState.Published, 1, "hold", "Hold")]
    [InlineData(StoryState.Published, 1, "kill", "Kill")]
    [InlineData(StoryState.Published, 1, "stories:read takedown", "")]
    [InlineData(StoryState.Unpublished, 2, "publish stories:write hold kill takedown", "Send Hold Kill")]
    [InlineData(StoryState.OnHold, 2, "publish stories:write hold kill takedown", "Send Kill")]
    [InlineData(StoryState.Killed, 3, "publish stories:write hold kill takedown", "TakeDown Reinstate")]
    [InlineData(StoryState.Killed, 3, "publish stories:write hold kill", "Reinstate")]
    [InlineData(StoryState.Killed, 3, "takedown", "TakeDown")]
    [InlineData(StoryState.Killed, 3, "publish stories:write hold", "")]
    [InlineData(StoryState.TakenDown, 4, "publish stories:write hold kill takedown", "")]
    public void Each_is_offered_where_it_can_be_done_to_whoever_may(StoryState state, int version, string rights, string offered)
    {
        var story = new Story { Id = Guid.Empty, Guid = "a", Chain = Guid.Empty, Content = new StoryContent(), Standing = new Standing { State = state, Version = version } };
        var offers = StoryOffers.Of(story, right => rights.Split(' ').Contains(right));
        Assert.Equal(offered, string.Join(' ', new[] { (offers.Send, "Send"), (offers.Hold, "Hold"), (offers.Kill, "Kill"), (offers.TakeDown, "TakeDown"), (offers.Reinstate, "Reinstate") }.Where(o => o.Item1).Select(o => o.Item2)));
    }
}
