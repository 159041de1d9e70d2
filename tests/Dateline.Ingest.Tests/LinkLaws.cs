using Dateline.News;
using Dateline.Store.Intake;
using Dateline.Store.Stories;

namespace Dateline.Ingest.Tests;

/// <summary>What items say of one another: chains, packages, round-ups, pictures.</summary>
public abstract class LinkLaws : IngestLaws
{
    private static readonly byte[] Jpeg = Pictures.Jpeg(800, 600);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await SendEverything();
    }

    [Fact]
    public async Task A_first_lead_is_sent_as_a_new_lead_in_the_chain_of_its_alert()
    {
        await Arrive(Item("urn:np:alert"));
        await Arrive(Item("urn:np:lead").Links(LinkKind.EvolvedFrom, "urn:np:alert"));
        var (alert, lead) = (StoryOf("urn:np:alert"), StoryOf("urn:np:lead"));
        Assert.Equal((alert.Chain, alert.Page), (lead.Chain, lead.Page));
        Assert.Equal(ReleaseAction.NewLead, Versions(lead)[0].Action);
    }

    [Fact]
    public async Task A_lead_of_something_unknown_is_published()
    {
        await Arrive(Item("urn:np:lead").Links(LinkKind.EvolvedFrom, "urn:np:nobody-knows"));
        Assert.Equal(ReleaseAction.Publish, Versions(StoryOf("urn:np:lead"))[0].Action);
    }

    [Fact]
    public async Task A_lead_of_a_killed_story_waits_for_the_desk()
    {
        await Arrive(Item("urn:np:alert"));
        await Arrive(Item("urn:np:alert").Killed("2"));
        Assert.Equal(Outcomes.NewStory, (await Arrive(Item("urn:np:lead").Links(LinkKind.EvolvedFrom, "urn:np:alert"))).Outcome);
        Assert.Contains("predecessor-killed", AlarmKinds());
    }

    [Fact]
    public async Task A_lead_of_a_story_on_hold_waits_for_the_desk()
    {
        await Arrive(Item("urn:np:alert"));
        await Arrive(Item("urn:np:alert").Held("2"));
        Assert.Equal(Outcomes.NewStory, (await Arrive(Item("urn:np:lead").Links(LinkKind.EvolvedFrom, "urn:np:alert"))).Outcome);
        Assert.Contains("predecessor-held", AlarmKinds());
    }

    [Fact]
    public async Task A_lead_is_never_sent_before_its_predecessor()
    {
        await SetRoutes();
        await Arrive(Item("urn:np:alert"));
        await SendEverything();
        Assert.Equal(Outcomes.NewStory, (await Arrive(Item("urn:np:lead").Links(LinkKind.EvolvedFrom, "urn:np:alert"))).Outcome);
        Assert.Contains("predecessor-unsent", AlarmKinds());
    }

    [Fact]
    public async Task A_predecessor_that_comes_late_joins_the_chain_and_is_not_sent_over_its_lead()
    {
        await Arrive(Item("urn:np:lead").Links(LinkKind.EvolvedFrom, "urn:np:alert"));
        Assert.Equal(Outcomes.NewStory, (await Arrive(Item("urn:np:alert"))).Outcome);
        Assert.Equal(StoryOf("urn:np:lead").Chain, StoryOf("urn:np:alert").Chain);
        Assert.Contains("late-predecessor", AlarmKinds());
    }

    [Fact]
    public async Task A_translation_is_published_in_the_chain()
    {
        await Arrive(Item("urn:np:en"));
        await Arrive(Item("urn:np:fr").Links(LinkKind.TranslatedFrom, "urn:np:en"));
        Assert.Equal(StoryOf("urn:np:en").Chain, StoryOf("urn:np:fr").Chain);
        Assert.Equal(ReleaseAction.Publish, Versions(StoryOf("urn:np:fr"))[0].Action);
    }

    [Fact]
    public async Task A_kill_holds_a_package_that_draws_on_the_item_and_leaves_the_others_alone()
    {
        await Arrive(Item("urn:np:1"));
        await Arrive(Item("urn:np:2"));
        await Arrive(Item("urn:np:pack") with
        {
            Kind = ItemKind.Package,
            Content = Item().Content with { Groups = [new PackageGroup("g", null, [new ItemLink(LinkKind.SeeAlso, "urn:np:1"), new ItemLink(LinkKind.SeeAlso, "urn:np:2")], [], true)] },
        });
        await Arrive(Item("urn:np:1").Killed("2"));
        Assert.Equal((StoryState.Killed, StoryState.Published, StoryState.OnHold), (StoryOf("urn:np:1").Standing.State, StoryOf("urn:np:2").Standing.State, StoryOf("urn:np:pack").Standing.State));
        Assert.Contains("draws-on-withdrawn", AlarmKinds());
    }

    [Fact]
    public async Task A_kill_holds_a_round_up_of_our_own_that_refers_to_the_item_or_to_the_story()
    {
        await Arrive(Item());
        var byItem = await StaffStory("Round-up A", LinkKind.DerivedFrom, "urn:np:1");
        var byStory = await StaffStory("Round-up B", LinkKind.SeeAlso, StoryOf().Guid);
        var other = await StaffStory("Nothing to do with it", LinkKind.SeeAlso, "urn:np:7");
        await Arrive(Item().Killed("2"));
        Assert.Equal((GateVerdict.Held, GateVerdict.Held, GateVerdict.Open), (Public(byItem), Public(byStory), Public(other)));
    }

    [Fact]
    public async Task A_kill_leaves_another_wire_story_up_that_refers_to_it_and_rings_the_desk()
    {
        await Arrive(Item("urn:np:1"));
        await Arrive(Item("urn:np:2").Links(LinkKind.SeeAlso, "urn:np:1"));
        await Arrive(Item("urn:np:1").Killed("2"));
        Assert.Equal(GateVerdict.Open, Public(StoryOf("urn:np:2")));
        Assert.Contains("linked-story-withdrawn", AlarmKinds());
    }

    [Fact]
    public async Task A_kill_never_withdraws_another_sources_story_but_its_desk_knows()
    {
        var other = await Store.Write(tx => Sources.Save(tx, "apn", "Agence Presse Nouvelle", "{}", "test"));
        await Arrive(Item("urn:np:1"));
        await Arrive(Item("urn:apn:1").Links(LinkKind.TranslatedFrom, "urn:np:1"), other);
        await Arrive(Item("urn:apn:pack").Links(LinkKind.SeeAlso, "urn:np:1") with { Kind = ItemKind.Package }, other);
        await Arrive(Item("urn:np:1").Killed("2"));
        foreach (var guid in new[] { "urn:apn:1", "urn:apn:pack" })
            Assert.Equal(StoryState.Published, Store.Read(db => StoryTable.OfSourceItem(db, other.Id, guid)).Single().Standing.State);
        Assert.Equal(2, AlarmKinds().Count(k => k == "linked-story-withdrawn"));
    }

    [Fact]
    public async Task A_lead_whose_new_version_meets_a_route_is_not_sent_while_its_predecessor_is_on_hold()
    {
        await Arrive(Item("urn:np:alert"));
        await Arrive(Item("urn:np:alert").Held("2"));
        var lead = Item("urn:np:lead").Links(LinkKind.EvolvedFrom, "urn:np:alert");
        await Arrive(lead);
        Assert.Equal(Outcomes.Replaced, (await Arrive(lead with { Version = "2", VersionCreated = Now })).Outcome);
    }

    // Pictures

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_finds_its_picture_before_or_after_it(bool fileFirst)
    {
        if (fileFirst) await File();
        await Arrive(Photo());
        if (!fileFirst) await File();
        Assert.True(IsPublic());
    }

    [Fact]
    public async Task A_killed_picture_is_off_in_every_story_that_shows_it_and_their_desks_know()
    {
        await File();
        await Arrive(Photo());
        await Arrive(Showing("urn:np:1"));
        Assert.True(IsPublic());
        await Arrive(Photo().Killed("2"));
        Assert.False(IsPublic());
        Assert.Equal(GateVerdict.Open, Public(StoryOf("urn:np:1")));
        Assert.Contains("picture-withdrawn", AlarmKinds());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_killed_picture_that_only_came_within_a_story_is_off_too(bool fileFirst)
    {
        if (fileFirst) await File();
        await Arrive(Showing("urn:np:1"));
        await Arrive(Photo().Killed("2"));
        if (!fileFirst) await File();
        Assert.False(IsPublic());
        await Arrive(Showing("urn:np:2"));
        Assert.False(IsPublic());
    }

    [Fact]
    public async Task A_picture_on_hold_is_off_until_the_hold_ends()
    {
        await File();
        await Arrive(Photo());
        await Arrive(Photo().Held("2"));
        Assert.False(IsPublic());
        await DeskDoes(StoryOf("urn:np:photo"), ReleaseAction.SendAsWas);
        Assert.True(IsPublic());
    }

    [Fact]
    public async Task An_embargoed_picture_is_not_shown_by_a_story_that_is_out()
    {
        await File();
        await Arrive(Photo() with { Embargo = Embargo.At(Now + TimeSpan.FromHours(1)) });
        await Arrive(Showing("urn:np:1"));
        Assert.False(IsPublic());
        Time.Advance(TimeSpan.FromHours(1));
        Assert.True(IsPublic());
    }

    private NewsItem Photo() => Item("urn:np:photo") with { Kind = ItemKind.Picture, Content = Item().Content with { Headline = null, Body = StoryHtml.Empty, Pictures = [Shown()] } };

    private NewsItem Showing(string guid) => Item(guid) with { Content = Item().Content with { Pictures = [Shown()] } };

    private static Picture Shown() => new() { Guid = "urn:np:photo", Caption = "The bridge.", Renditions = [new Rendition("bridge.jpg")] };

    private async Task File()
    {
        var kept = await new Intake(Store).KeepMedia("np", "bridge.jpg", Jpeg);
        Assert.True(kept.IsDone, kept.Refusal?.Message);
    }

    private bool IsPublic() => Store.Read(db => MediaGate.IsPublic(db, MediaFiles.Named(db, Wire.Id, "bridge.jpg")!.Key, Now));
}

public sealed class LinksOnSqlite : LinkLaws
{
    protected override bool OnPostgres => false;
}

public sealed class LinksOnPostgres : LinkLaws
{
    protected override bool OnPostgres => true;
}
