using Dateline.News;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;

namespace Dateline.Delivery.Tests;

/// <summary>A destination with hours and a rate, on every database: what waits for them, what never does, and that nothing is lost by waiting.</summary>
public abstract class PaceLaws : AgencyLaws
{
    // It is Monday, 06:00 UTC: before these begin.
    private const string FromSeven = "weekdays 07:00-19:00 UTC";

    [Fact]
    public async Task What_falls_outside_the_hours_waits_and_goes_in_its_order_when_they_begin()
    {
        await Client(hours: FromSeven);
        await A.Client("other");
        foreach (var slug in new[] { "ONE", "TWO", "THREE" }) await A.Published(slug);
        await A.Pass(TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(1));
        Assert.Empty(A.Wire.By("ledger"));
        Assert.Equal(3, A.Wire.By("other").Count);
        await A.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(A.Wire.By("other").Select(s => s.Guid), A.Wire.By("ledger").Select(s => s.Guid));
    }

    [Fact]
    public async Task Outside_the_hours_a_flash_a_correction_of_what_they_have_a_hold_and_a_kill_go_at_once()
    {
        await Client(hours: "daily 00:00-06:01 UTC");
        var story = await A.Published("MINE-RESCUE");
        await A.Pass(TimeSpan.FromMinutes(5));
        await A.Release(story, ReleaseAction.Writethru);
        await A.Settle();
        Assert.Equal("v1", A.Wire.Versions("ledger"));
        await A.Release(story, ReleaseAction.Correct);
        await A.Settle();
        Assert.Equal("v1 v3", A.Wire.Versions("ledger"));
        await A.Release(story, ReleaseAction.Hold);
        await A.Settle();
        await A.Release(story, ReleaseAction.Kill);
        await A.Settle();
        Assert.Equal("v1 v3 hold4 kill5", A.Wire.Versions("ledger"));
        var flash = await A.Draft("FLASH", s => s with { Content = s.Content with { Urgency = Urgency.From(1) } });
        await A.Release(flash, ReleaseAction.Publish);
        await A.Settle();
        Assert.Equal("v1 v3 hold4 kill5 v1", A.Wire.Versions("ledger"));
    }

    [Fact]
    public async Task Before_a_story_goes_it_is_told_who_gets_it_only_when_their_hours_begin_and_who_when_resumed()
    {
        await Client(hours: FromSeven);
        await A.Client("other");
        var paused = await A.Client("paused");
        await A.Store.Write(tx => { Destinations.Set(tx, paused.Id, DestinationState.Paused, "their server moves", "test"); return true; });
        string Told(Guid story, ReleaseAction action, int hours = 0) => A.Store.Read(db => string.Join(' ', DestinationCheck.WhoGets(db, StoryTable.Find(db, story)!, action, Embargo.None, A.Store.Clock.Now() + TimeSpan.FromHours(hours))
            .OrderBy(f => f.Destination, StringComparer.Ordinal).Select(f => f.Destination + (f.IsPaused ? ":paused" : f.Opens is { } opens ? ":" + opens : ""))));

        var story = await A.Draft("PORT-STRIKE");
        Assert.Equal("ledger:2026-08-24T07:00:00Z other paused:paused", Told(story, ReleaseAction.Publish));
        Assert.Equal("ledger other paused:paused", Told(story, ReleaseAction.Publish, hours: 2));
        await A.Release(story, ReleaseAction.Publish);
        await A.Settle();
        Assert.Equal("ledger:2026-08-24T07:00:00Z other paused:paused", Told(story, ReleaseAction.Correct));
        await A.Pass(TimeSpan.FromHours(1), TimeSpan.FromMinutes(5));
        Assert.Equal("ledger other paused:paused", Told(story, ReleaseAction.Correct, hours: 15));
        Assert.Equal("ledger:2026-08-25T07:00:00Z other paused:paused", Told(story, ReleaseAction.Writethru, hours: 15));
        var flash = await A.Draft("FLASH", s => s with { Content = s.Content with { Urgency = Urgency.From(1) } });
        Assert.Equal("ledger other paused:paused", Told(flash, ReleaseAction.Publish, hours: 15));
    }

    [Fact]
    public async Task A_correction_of_what_waits_still_waits_with_it()
    {
        await Client(hours: FromSeven);
        var story = await A.Published();
        await A.Release(story, ReleaseAction.Correct);
        await A.Settle();
        Assert.Equal("", A.Wire.Versions("ledger"));
        await A.Pass(TimeSpan.FromHours(1), TimeSpan.FromMinutes(5));
        Assert.Equal("v2", A.Wire.Versions("ledger"));
    }

    [Fact]
    public async Task A_correction_is_found_behind_a_night_of_copy_that_waits()
    {
        await Client(hours: "daily 00:00-06:01 UTC");
        var story = await A.Published();
        await A.Pass(TimeSpan.FromMinutes(5));
        for (var i = 0; i < 40; i++) await A.Published("NIGHT-" + i);
        await A.Release(story, ReleaseAction.Correct);
        await A.Settle();
        Assert.Equal("v1 v2", A.Wire.Versions("ledger"));
    }

    [Fact]
    public async Task What_is_killed_while_it_waits_is_never_sent()
    {
        await Client(hours: FromSeven);
        var story = await A.Published();
        await A.Release(story, ReleaseAction.Kill);
        await A.Pass(TimeSpan.FromHours(2), TimeSpan.FromMinutes(5));
        Assert.Equal("", A.Wire.Versions("ledger"));
    }

    [Fact]
    public async Task The_hours_in_which_it_takes_nothing_are_not_hours_in_which_it_failed()
    {
        var ledger = await Client(hours: "monday 06:00-12:00 UTC");
        A.Wire.Answer("ledger", ClientsEnd.Says(503));
        await A.Published();
        await A.Pass(TimeSpan.FromDays(7), TimeSpan.FromMinutes(10));
        A.Wire.Accept("ledger");
        await A.Pass(TimeSpan.FromHours(3), TimeSpan.FromMinutes(5));
        Assert.Equal(DestinationState.On, A.Store.Read(db => Destinations.Find(db, ledger.Id))!.State);
        Assert.Equal(DeliveryState.Delivered, Assert.Single(A.Store.Read(db => DeliveryTable.Latest(db, ledger.Id, 10))).State);
    }

    [Fact]
    public async Task No_more_messages_begin_in_any_minute_than_it_takes_and_all_of_them_arrive()
    {
        await Client(rate: new(4, RatePer.Minute), concurrency: 8);
        for (var i = 0; i < 10; i++)
        {
            var story = await A.Draft("STORY-" + i);
            await A.Release(story, ReleaseAction.Publish);
        }
        var counts = new List<int>();
        for (var second = 0; second < 180; second += 5)
        {
            await A.Settle();
            counts.Add(A.Wire.By("ledger").Count);
            A.Time.Advance(TimeSpan.FromSeconds(5));
        }
        Assert.Equal(4, counts[0]);
        for (var i = 12; i < counts.Count; i++) Assert.True(counts[i] - counts[i - 12] <= 4, $"{counts[i] - counts[i - 12]} began within a minute");
        Assert.Equal(10, counts[^1]);
    }

    [Fact]
    public async Task A_rate_delays_neither_a_flash_nor_a_kill_and_both_are_counted()
    {
        await Client(rate: new(1, RatePer.Minute));
        var first = await A.Published("FIRST");
        await A.Published("SECOND");
        Assert.Equal("v1", A.Wire.Versions("ledger"));
        var flash = await A.Draft("FLASH", s => s with { Content = s.Content with { Urgency = Urgency.From(1) } });
        await A.Release(flash, ReleaseAction.Publish);
        await A.Settle();
        await A.Pass(TimeSpan.FromSeconds(45));
        await A.Release(first, ReleaseAction.Kill);
        await A.Settle();
        Assert.Equal("v1 v1 kill2", A.Wire.Versions("ledger"));
        await A.Pass(TimeSpan.FromSeconds(45));
        Assert.Equal("v1 v1 kill2", A.Wire.Versions("ledger"));
        await A.Pass(TimeSpan.FromSeconds(15));
        Assert.Equal("v1 v1 kill2 v1", A.Wire.Versions("ledger"));
    }

    [Fact]
    public async Task Hours_that_are_taken_away_let_go_what_waits()
    {
        var ledger = await Client(hours: FromSeven);
        await A.Published();
        Assert.Equal("", A.Wire.Versions("ledger"));
        await A.Store.Write(tx => Destinations.Save(tx, ledger with { Hours = null }, "test"));
        await A.Settle();
        Assert.Equal("v1", A.Wire.Versions("ledger"));
    }

    private async Task<Destination> Client(string? hours = null, SendingRate? rate = null, int concurrency = 1)
    {
        var made = await A.Client("ledger");
        return await A.Store.Write(tx => Destinations.Save(tx, made with { Hours = hours, Rate = rate, Concurrency = concurrency }, "test"));
    }
}

public sealed class PaceOnSqlite : PaceLaws
{
    protected override bool OnPostgres => false;
}

public sealed class PaceOnPostgres : PaceLaws
{
    protected override bool OnPostgres => true;
}
