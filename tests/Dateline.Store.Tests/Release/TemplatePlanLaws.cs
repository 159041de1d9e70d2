using Dateline.News;
using Dateline.Store.House;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;

namespace Dateline.Store.Tests.Release;

/// <summary>A template makes its story at its time, once, whoever runs and however long nobody did.</summary>
public abstract class TemplatePlanLaws : StoreLaws
{
    private static readonly HashSet<DayOfWeek> Weekdays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    // The clock begins on Monday, 24 August 2026, 06:00 UTC: 02:00 in Toronto.
    [Fact]
    public async Task It_is_made_at_its_time_for_its_desk_and_its_person_and_next_time_again()
    {
        var plan = await Planned();
        Assert.Equal(At(24, 9, 30), plan.Next);
        Time.Advance(TimeSpan.FromHours(3));
        Assert.Equal(0, await new TimetableRunner(Store).RunOnceAsync());
        Time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(1, await new TimetableRunner(Store).RunOnceAsync());
        var story = Made().Single();
        Assert.Equal(("weather-desk", "person:7d1c9a52", "WEATHER", StoryState.Draft), (story.Desk, story.MarkedFor, story.Content.Slugline!.Text, story.Standing.State));
        plan = Store.Read(db => TemplatePlans.Find(db, plan.Id))!;
        Assert.Equal((At(25, 9, 30), story.Id), (plan.Next, plan.Story));
        Assert.Equal(0, Store.Log.Head);
        Assert.Contains(Store.Read(db => AuditLog.Before(db, long.MaxValue, story.Guid, 5)), a => a is { What: "story-create", Who: TemplatePlans.Clock });
    }

    [Fact]
    public async Task Many_runners_make_each_time_once()
    {
        for (var i = 0; i < 5; i++) await Planned();
        Time.Advance(TimeSpan.FromHours(4));
        var done = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new TimetableRunner(Store).RunOnceAsync())));
        Assert.Equal(5, done.Sum());
        Assert.Equal(5, Made().Count);
    }

    [Fact]
    public async Task What_was_missed_for_days_is_made_once()
    {
        var plan = await Planned();
        Time.Advance(TimeSpan.FromDays(10));
        await new TimetableRunner(Store).RunOnceAsync();
        await new TimetableRunner(Store).RunOnceAsync();
        Assert.Single(Made());
        // Thursday, 3 September, 02:00 in Toronto: today's is still to come.
        Assert.Equal(Instant.From(new DateTimeOffset(2026, 9, 3, 9, 30, 0, TimeSpan.Zero)), Store.Read(db => TemplatePlans.Find(db, plan.Id))!.Next);
    }

    [Fact]
    public async Task While_paused_it_makes_nothing_and_goes_on_with_the_next_time()
    {
        var plan = await Planned();
        Assert.True(await Store.Write(tx => TemplatePlans.Pause(tx, plan.Id, true, "test")));
        Assert.False(await Store.Write(tx => TemplatePlans.Pause(tx, plan.Id, true, "test")));
        Time.Advance(TimeSpan.FromDays(2));
        await new TimetableRunner(Store).RunOnceAsync();
        Assert.True(await Store.Write(tx => TemplatePlans.Pause(tx, plan.Id, false, "test")));
        await new TimetableRunner(Store).RunOnceAsync();
        Assert.Empty(Made());
        Assert.Equal(At(26, 9, 30), Store.Read(db => TemplatePlans.Find(db, plan.Id))!.Next);
    }

    [Fact]
    public async Task A_template_that_is_taken_away_takes_its_plans_with_it()
    {
        await Planned();
        await Store.Write(tx => Templates.Remove(tx, "weather", "test"));
        Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await new TimetableRunner(Store).RunOnceAsync());
        Assert.Empty(Store.Read(TemplatePlans.All));
    }

    [Fact]
    public async Task One_that_cannot_be_made_keeps_no_other_back_and_says_so_once()
    {
        var broken = await Planned();
        await Planned();
        await Store.Write(tx => tx.Db.Execute("update template_plan set template = 'nothing' where id = $1", broken.Id));
        Time.Advance(TimeSpan.FromHours(4));
        await new TimetableRunner(Store).RunOnceAsync();
        await new TimetableRunner(Store).RunOnceAsync();
        Assert.Single(Made());
        Assert.Equal(["template-plan-broken"], Store.Read(db => Alarms.List(db, true, 10)).Select(a => a.Kind));
        Assert.Null(Store.Read(db => TemplatePlans.Find(db, broken.Id))!.Next);
    }

    [Theory]
    // In Toronto the clocks go forward on 8 March 2026 at 02:00, back on 1 November at 02:00.
    [InlineData("2026-03-07T12:00:00Z", "02:30", "2026-03-08T07:00:00Z")]
    [InlineData("2026-03-08T07:00:00Z", "02:30", "2026-03-09T06:30:00Z")]
    [InlineData("2026-10-31T12:00:00Z", "01:30", "2026-11-01T05:30:00Z")]
    [InlineData("2026-11-01T05:30:00Z", "01:30", "2026-11-02T06:30:00Z")]
    [InlineData("2026-11-01T06:00:00Z", "01:30", "2026-11-02T06:30:00Z")]
    public void On_the_days_when_clocks_change_it_is_due_once(string after, string at, string next)
    {
        var plan = Plan(Guid.Empty) with { Days = Enum.GetValues<DayOfWeek>().ToHashSet(), At = TimeOnly.ParseExact(at, "HH:mm", System.Globalization.CultureInfo.InvariantCulture) };
        Assert.True(Instant.TryParse(after, out var from));
        Assert.Equal(next, plan.NextAfter(from).ToString());
    }

    private static Instant At(int day, int hour, int minute) => Instant.From(new DateTimeOffset(2026, 8, day, hour, minute, 0, TimeSpan.Zero));

    private List<Story> Made() => Store.Read(db => StoryList.Filtered(db, new StoryFilter { Desk = "weather-desk" }, null, 100));

    private static TemplatePlan Plan(Guid id) => new() { Id = id, Template = "weather", Desk = "weather-desk", Days = Weekdays, At = new(5, 30), Zone = "America/Toronto", Assignee = "person:7d1c9a52" };

    private Task<TemplatePlan> Planned() => Store.Write(tx =>
    {
        Templates.Save(tx, new("weather", "Weather", TemplateUse.Story, null, new StoryContent { Slugline = Slugline.From("WEATHER"), Headline = Headline.From("Weather for the coast") }, null), "test");
        return TemplatePlans.Add(tx, Plan(tx.Ids.NewId()), "test");
    });
}

public sealed class TemplatePlanOnSqlite : TemplatePlanLaws
{
    protected override bool OnPostgres => false;
}

public sealed class TemplatePlanOnPostgres : TemplatePlanLaws
{
    protected override bool OnPostgres => true;
}
