using Dateline.News;
using Dateline.Newsroom.Room;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Tests;

/// <summary>Which open screens are told of a change: those that show it, and no others.</summary>
public sealed class DeskWatchTests : IAsyncLifetime
{
    private static readonly ScreenSubject News = new("news", null), Sport = new("sport", null), Anything = default;

    private readonly DeskWatch _watch = new();
    private NewsroomHost _host = null!;
    private Story _story = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await NewsroomHost.StartAsync();
        _story = await _host.Store.Write(tx =>
        {
            var story = Releases.NewStory(tx, ItemKind.Text, new StoryContent { Headline = Headline.From("Bridge reopens") }) with { Desk = "sport" };
            StoryTable.Insert(tx, story);
            return story;
        });
        Look();
        // Where it stood is known from here on.
        await Write(_story);
        Look();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public void Where_nothing_has_changed_nobody_is_told()
    {
        for (var look = 0; look < 2 * DeskWatch.TypingWaits; look++) Assert.Null(Look());
    }

    [Fact]
    public async Task What_is_typed_is_told_to_its_readers_atOnce_and_to_its_desk_soon_and_to_no_other_desk()
    {
        await Write(_story with { Content = _story.Content with { Headline = Headline.From("Bridge reopens to cars") } });
        var atOnce = Look()!;
        Assert.True(atOnce.Concerns(new(null, _story.Chain)));
        Assert.False(atOnce.Concerns(new(null, Guid.NewGuid())));
        Assert.False(atOnce.Concerns(News));
        var told = atOnce.Concerns(Sport);
        for (var look = 0; look < DeskWatch.TypingWaits && !told; look++)
            if (Look() is { } soon)
            {
                Assert.False(soon.Concerns(News));
                told = soon.Concerns(Sport);
            }
        Assert.True(told, "The desk on which the story stands was never told.");
    }

    [Fact]
    public async Task A_story_that_is_moved_is_told_to_both_desks_atOnce()
    {
        await Write(_story with { Desk = "news" });
        var news = Look()!;
        Assert.True(news.Concerns(News));
        Assert.True(news.Concerns(Sport));
        Assert.True(news.Concerns(Anything));
    }

    [Fact]
    public async Task A_story_that_becomes_ready_is_told_to_its_desk_atOnce()
    {
        await Write(_story with { Stage = "ready", Standing = _story.Standing with { State = StoryState.Ready } });
        Assert.True(Look()!.Concerns(Sport));
    }

    [Fact]
    public async Task A_story_of_which_nobody_knows_where_it_stood_and_an_alarm_are_told_to_everybody()
    {
        await _host.Store.Write(tx => { StoryTable.Insert(tx, Releases.NewStory(tx, ItemKind.Text, new StoryContent())); return 0; });
        Assert.True(Look()!.Concerns(Sport));
        await _host.Store.Write(tx => Alarms.Raise(tx, "incoming-flash", "A flash."));
        Assert.True(Look()!.Concerns(Sport));
        Assert.True(new DeskWatch().Look(_host.Store)!.Concerns(Sport));
    }

    private DeskNews? Look() => _watch.Look(_host.Store);

    private Task Write(Story story) => _host.Store.Write(tx => { StoryTable.Update(tx, story with { Updated = tx.Now }); return 0; });
}

internal static class Looks
{
    internal static DeskNews? Look(this DeskWatch watch, Store.NewsStore store) => store.Read(db => watch.Look(db, DeskFeed.StateOf(db)));
}
