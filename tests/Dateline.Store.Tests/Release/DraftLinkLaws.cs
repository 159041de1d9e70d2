using Dateline.News;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;

namespace Dateline.Store.Tests.Release;

/// <summary>Links that show drafts: found by their token alone, which is kept nowhere; counted, ended, and never forgotten.</summary>
public abstract class DraftLinkLaws : StoreLaws
{
    [Fact]
    public async Task A_link_is_found_by_its_token_which_is_kept_nowhere()
    {
        var (story, token, link) = await Made(TimeSpan.FromDays(1));
        Assert.Equal(52, token.Length);
        var found = Store.Read(db => DraftLinks.Find(db, token))!;
        Assert.Equal(link, found);
        Assert.Equal((story, new Outsider("Ada Quill", "Quill & Partners", "+1 555 0142"), "person:7d1c9a52", Now, Now + TimeSpan.FromDays(1)), (found.Story, found.To, found.Who, found.Made, found.Until));
        Assert.Null(Store.Read(db => DraftLinks.Find(db, new string('0', 52))));
        Assert.Null(Store.Read(db => DraftLinks.Find(db, token[..51])));
        Assert.Null(Store.Read(db => DraftLinks.Find(db, (string?)null)));
        // Neither the row nor the audit holds the token; the audit does not name whom it is for.
        var row = Store.Read(db => db.Many("select sha from draft_link", static r => Convert.ToHexStringLower(r.Bytes(0)))).Single();
        Assert.Equal(64, row.Length);
        Assert.All(Audited(), a => { Assert.DoesNotContain(token, $"{a.Subject} {a.Detail}", StringComparison.Ordinal); Assert.DoesNotContain("Quill", $"{a.Subject} {a.Detail}", StringComparison.Ordinal); });
    }

    [Fact]
    public async Task It_ends_by_itself_or_by_a_person_once()
    {
        var (story, token, link) = await Made(TimeSpan.FromHours(1));
        Assert.True(link.Stands(Now));
        Time.Advance(TimeSpan.FromMinutes(59));
        Assert.True(link.Stands(Now));
        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(link.Stands(Now));
        Assert.False(await Store.Write(tx => DraftLinks.Revoke(tx, link, StoryTable.Find(tx.Db, story)!, "person:1")));

        (story, token, link) = await Made(TimeSpan.FromHours(1));
        Assert.True(await Store.Write(tx => DraftLinks.Revoke(tx, link, StoryTable.Find(tx.Db, story)!, "person:1")));
        Assert.False(await Store.Write(tx => DraftLinks.Revoke(tx, link, StoryTable.Find(tx.Db, story)!, "person:2")));
        var over = Store.Read(db => DraftLinks.Find(db, token))!;
        Assert.Equal((false, Now, "person:1"), (over.Stands(Now), over.Revoked, over.RevokedBy));
        Assert.Equal(["draft-revoke"], Audited().Select(a => a.What).Where(w => w == "draft-revoke"));
    }

    [Fact]
    public async Task Openings_are_counted_and_stand_in_the_audit_with_the_text_that_was_shown()
    {
        var (id, token, link) = await Made(TimeSpan.FromHours(1));
        await Open(token);
        Time.Advance(TimeSpan.FromMinutes(5));
        await Store.Write(tx => { StoryTable.Update(tx, StoryTable.Find(tx.Db, id)! with { Content = new StoryContent { Headline = Headline.From("Another text") } }); return 0; });
        await Open(token);
        var read = Store.Read(db => DraftLinks.OpenedOf(db, id)).Single();
        Assert.Equal((2, Now), (read.Openings, read.Opened));
        var rows = Audited().Where(a => a.What == "draft-open").ToList();
        Assert.Equal(["outside", "outside"], rows.Select(r => r.Who));
        Assert.All(rows, r => Assert.StartsWith(link.Id.ToString("D"), r.Detail, StringComparison.Ordinal));
        Assert.Equal(2, rows.Select(r => r.Detail).Distinct().Count());
    }

    [Fact]
    public async Task Who_read_a_story_is_to_be_told_when_it_is_withdrawn_and_not_before()
    {
        var (read, token, _) = await Made(TimeSpan.FromHours(1));
        await Made(TimeSpan.FromHours(1));
        await Open(token);
        await Release(read, ReleaseAction.Publish);
        Assert.Empty(Store.Read(DraftLinks.StoriesWithdrawn));
        await Release(read, ReleaseAction.Hold, o => o with { Reason = "Wrong" });
        Assert.Equal([read], Store.Read(DraftLinks.StoriesWithdrawn));
        var link = Store.Read(db => DraftLinks.Find(db, token))!;
        await Store.Write(tx => { DraftLinks.Tell(tx, link, StoryTable.Find(tx.Db, read)!, 2, "Ada Quill by phone", "person:1"); return 0; });
        var told = Store.Read(db => DraftLinks.Find(db, token))!;
        Assert.Equal((Now, 2, "person:1", "Ada Quill by phone"), (told.Told, told.ToldOf, told.ToldBy, told.ToldHow));
    }

    [Fact]
    public async Task Who_was_not_told_of_the_last_withdrawal_is_known_with_its_row_the_first_link_first()
    {
        var (story, first, _) = await Made(TimeSpan.FromHours(1));
        Time.Advance(TimeSpan.FromMinutes(1));
        var (token, second) = await Store.Write(tx => DraftLinks.Create(tx, StoryTable.Find(tx.Db, story)!, new("Ben Ito"), TimeSpan.FromHours(1), "person:7d1c9a52"));
        await Store.Write(tx => DraftLinks.Create(tx, StoryTable.Find(tx.Db, story)!, new("Never opened it"), TimeSpan.FromHours(1), "person:7d1c9a52"));
        Time.Advance(TimeSpan.FromMinutes(1));
        var (other, otherToken, _) = await Made(TimeSpan.FromHours(1));
        foreach (var opened in new[] { first, token, otherToken }) await Open(opened);
        await Release(story, ReleaseAction.Publish);
        await Release(other, ReleaseAction.Publish);
        Assert.Empty(Untold());
        await Release(story, ReleaseAction.Hold, o => o with { Reason = "Wrong" });
        Assert.Equal([("Ada Quill", 3), ("Ben Ito", 3)], Untold());
        await Store.Write(tx => { DraftLinks.Tell(tx, second, StoryTable.Find(tx.Db, story)!, 3, "by phone", "person:1"); return 0; });
        Assert.Equal([("Ada Quill", 3)], Untold());
        await Release(story, ReleaseAction.Kill, o => o with { Reason = "Wrong" });
        await Release(other, ReleaseAction.Hold, o => o with { Reason = "Wrong" });
        Assert.Equal([("Ada Quill", 4), ("Ben Ito", 4), ("Ada Quill", 5)], Untold());
        await Release(other, ReleaseAction.SendAsWas);
        Assert.Equal([("Ada Quill", 4), ("Ben Ito", 4)], Untold());

        (string, long)[] Untold() => [.. Store.Read(DraftLinks.WithdrawnUntold).Select(u => (u.Link.To.Name, u.Position))];
    }

    private async Task Open(string token) => Assert.True(await Store.Write(tx =>
    {
        var link = DraftLinks.Find(tx.Db, token)!;
        DraftLinks.Opened(tx, link, StoryTable.Find(tx.Db, link.Story)!);
        return true;
    }));

    private List<AuditRow> Audited() => Store.Read(db => AuditLog.Before(db, long.MaxValue, null, 100));

    private async Task<(Guid Story, string Token, DraftLink Link)> Made(TimeSpan life)
    {
        var story = await Draft("A draft that is shown");
        var (token, link) = await Store.Write(tx => DraftLinks.Create(tx, StoryTable.Find(tx.Db, story)!, new("Ada Quill", "Quill & Partners", "+1 555 0142"), life, "person:7d1c9a52"));
        return (story, token, link);
    }
}

public sealed class DraftLinkOnSqlite : DraftLinkLaws
{
    protected override bool OnPostgres => false;

    // Asked for every screen. The plan of PostgreSQL depends on what is in the tables.
    [Fact]
    public void Who_was_not_told_is_asked_of_the_links_that_were_opened_and_of_no_log_from_end_to_end()
    {
        var steps = Store.Read(db =>
        {
            var asked = new List<string>();
            db.Asked = asked.Add;
            Assert.Empty(DraftLinks.WithdrawnUntold(db));
            db.Asked = null;
            Assert.Single(asked);
            return Wire.Plan.Of(db, asked);
        });
        Assert.Contains(steps, s => s == "SCAN l USING INDEX draft_link_opened");
        Assert.Contains(steps, s => s.Contains("wire_log_story (story=?)", StringComparison.Ordinal));
        Assert.Equal(1, steps.Count(s => s.StartsWith("SCAN ", StringComparison.Ordinal)));
    }
}

public sealed class DraftLinkOnPostgres : DraftLinkLaws
{
    protected override bool OnPostgres => true;
}
