using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Dateline.Store.Writing;

namespace Dateline.Store.House;

/// <summary>A template that makes its story by itself, at a time of the day, on days of the week.</summary>
public sealed record TemplatePlan
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }
    /// <summary>The template, by its code.</summary>
    public required string Template { get; init; }
    /// <summary>The desk that gets the story.</summary>
    public required string Desk { get; init; }
    /// <summary>On which days; at least one.</summary>
    public required IReadOnlySet<DayOfWeek> Days { get; init; }
    /// <summary>At what time, on the clocks of <see cref="Zone"/>.</summary>
    public required TimeOnly At { get; init; }
    /// <summary>The zone whose clocks it goes by, by its IANA name.</summary>
    public required string Zone { get; init; }
    /// <summary>For whom the story is marked, by pseudonym; null: for nobody.</summary>
    public string? Assignee { get; init; }
    /// <summary>When it makes the next one; null: it is paused.</summary>
    public Instant? Next { get; init; }
    /// <summary>When it made the last one; null: never.</summary>
    public Instant? Made { get; init; }
    /// <summary>The last story it made; null: none yet.</summary>
    public Guid? Story { get; init; }

    /// <summary>
    /// The first time after <paramref name="after"/> at which it is due. Where clocks skip that time, it is the first minute behind the gap; where they show it twice, it is the first of the two: once a day in any case.
    /// </summary>
    public Instant NextAfter(Instant after)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out var known) ? known : TimeZoneInfo.Utc;
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(after.ToDateTimeOffset(), zone).DateTime).AddDays(-1);
        // Within nine days there is every day of the week, whatever the clocks do.
        for (var i = 0; i <= 9; i++, day = day.AddDays(1))
            if (Days.Contains(day.DayOfWeek) && Moment(day, zone) is var moment && moment > after) return moment;
        throw new InvalidOperationException("A plan without days is never due.");
    }

    private Instant Moment(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(At);
        for (var step = 0; zone.IsInvalidTime(local) && step < 24 * 60; step++) local = local.AddMinutes(1);
        return Instant.From(new DateTimeOffset(local, zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local)));
    }
}

/// <summary>Templates that make their stories by themselves, as rows; and the making.</summary>
public static class TemplatePlans
{
    /// <summary>Who made a story that a plan made, in revision and audit.</summary>
    public const string Clock = "clock";

    private const string Columns = "id, template, desk, days, minute, zone, assignee, next, made, story";

    /// <summary>All of them: what is due next comes first, what is paused last.</summary>
    public static List<TemplatePlan> All(Db db) => db.Many($"select {Columns} from template_plan order by case when next is null then 1 else 0 end, next, created, id", Read);

    /// <summary>The one of that id; null: there is none.</summary>
    public static TemplatePlan? Find(Db db, Guid id) => db.One($"select {Columns} from template_plan where id = $1", Read, id);

    /// <summary>When the next one is due; null: none is.</summary>
    public static Instant? Next(Db db) => db.One("select next from template_plan where next is not null order by next limit 1", static r => r.InstantOrNull(0));

    /// <summary>Keeps a new one; it begins with the first time after now.</summary>
    public static TemplatePlan Add(StoreTransaction tx, TemplatePlan plan, string who)
    {
        plan = plan with { Next = plan.NextAfter(tx.Now) };
        tx.Db.Execute("insert into template_plan (id, template, desk, days, minute, zone, assignee, next, created, who) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            plan.Id, plan.Template, plan.Desk, Bits(plan.Days), (long)plan.At.ToTimeSpan().TotalMinutes, plan.Zone, plan.Assignee, plan.Next, tx.Now, who);
        tx.Audit(who, "template-plan", plan.Template, $"{plan.Id:D} {plan.Desk}");
        return plan;
    }

    /// <summary>Pauses it, or lets it go on: then with the first time after now, and nothing of what was missed. False where there is none, or it is so already.</summary>
    public static bool Pause(StoreTransaction tx, Guid id, bool isPaused, string who)
    {
        if (Find(tx.Db, id) is not { } plan || plan.Next is null == isPaused) return false;
        tx.Db.Execute("update template_plan set next = $2 where id = $1", id, isPaused ? null : plan.NextAfter(tx.Now));
        tx.Audit(who, isPaused ? "template-plan-pause" : "template-plan-resume", plan.Template, id.ToString("D"));
        return true;
    }

    /// <summary>Takes one away; what it made stays. False where there is none.</summary>
    public static bool Remove(StoreTransaction tx, Guid id, string who)
    {
        if (Find(tx.Db, id) is not { } plan) return false;
        tx.Db.Execute("delete from template_plan where id = $1", id);
        tx.Audit(who, "template-plan-remove", plan.Template, id.ToString("D"));
        return true;
    }

    /// <summary>A template that is taken away makes nothing any more.</summary>
    internal static void RemoveOf(StoreTransaction tx, string template) => tx.Db.Execute("delete from template_plan where template = $1", template);

    /// <summary>
    /// Makes what is due by the transaction's moment, at most 50; how many. Whoever runs it holds the log's head, so each time is made once on all nodes. What was missed while nobody ran is
    /// made once, not as often as it was missed: a morning's weather is of no use three times.
    /// </summary>
    public static int RunDue(StoreTransaction tx)
    {
        var due = tx.Db.Many($"select {Columns} from template_plan where next is not null and next <= $1 order by next, id limit 50", Read, tx.Now);
        foreach (var plan in due)
            if (tx.Attempt(() => Make(tx, plan)) is { } broken) PutAside(tx, plan, broken);
        return due.Count;
    }

    private static void Make(StoreTransaction tx, TemplatePlan plan)
    {
        var template = Templates.Find(tx.Db, plan.Template) ?? throw new InvalidOperationException($"There is no template {plan.Template}.");
        var story = Releases.NewStory(tx, ItemKind.Text, template.Content ?? new StoryContent()) with { Desk = plan.Desk, MarkedFor = plan.Assignee };
        story = StoryTable.Keep(tx, story, Clock, "save");
        StoryTable.Insert(tx, story);
        Intake.MediaFiles.Bind(tx, story);
        tx.Db.Execute("update template_plan set next = $2, made = $3, story = $4 where id = $1", plan.Id, plan.NextAfter(tx.Now), tx.Now, story.Id);
        tx.Audit(Clock, "story-create", story.Guid, $"template {plan.Template}");
        CrashPoint.Pass("template-plan.made");
    }

    // One that can't be made must not keep the others back, nor be tried four times a second: it is paused, and an alarm says so.
    private static void PutAside(StoreTransaction tx, TemplatePlan plan, Exception broken)
    {
        tx.Db.Execute("update template_plan set next = null where id = $1", plan.Id);
        Alarms.Raise(tx, "template-plan-broken", $"The template {plan.Template} should have made its story and could not ({broken.GetType().Name}). It is paused. Look at the template, then let it go on.");
    }

    private static long Bits(IEnumerable<DayOfWeek> days) => days.Aggregate(0L, (bits, day) => bits | 1L << BitOf(day));

    private static int BitOf(DayOfWeek day) => ((int)day + 6) % 7;

    private static TemplatePlan Read(Row r)
    {
        var bits = r.Long(3);
        return new()
        {
            Id = r.Id(0),
            Template = r.Text(1),
            Desk = r.Text(2),
            Days = Enum.GetValues<DayOfWeek>().Where(d => (bits & 1L << BitOf(d)) != 0).ToHashSet(),
            At = new TimeOnly((int)r.Long(4) / 60, (int)r.Long(4) % 60),
            Zone = r.Text(5),
            Assignee = r.TextOrNull(6),
            Next = r.InstantOrNull(7),
            Made = r.InstantOrNull(8),
            Story = r.IdOrNull(9),
        };
    }
}
