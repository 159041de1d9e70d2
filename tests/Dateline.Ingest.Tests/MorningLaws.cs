using System.Globalization;
using Dateline.News;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;

namespace Dateline.Ingest.Tests;

/// <summary>The sample wire, played in at its seconds: every rule at work in one morning.</summary>
public abstract class MorningLaws : IngestLaws
{
    private readonly Dictionary<string, (string Outcome, string? Code)> _outcomes = new(StringComparer.Ordinal);

    [Fact]
    public async Task The_morning_ends_as_its_play_list_says()
    {
        await Play();
        Assert.DoesNotContain(_outcomes, o => o.Value.Outcome == Outcomes.Quarantined);
        Assert.Empty(Store.Read(db => Quarantine.List(db, true, 10)));

        Assert.Equal(StoryState.Killed, Of("np", "np-1018").Standing.State);
        Assert.Equal(StoryState.Killed, Of("apn", "apn-7411").Standing.State);
        Assert.Equal(StoryState.Killed, Of("np", "np-1010").Standing.State);
        Assert.Equal(StoryState.OnHold, Of("np", "np-1027").Standing.State);
        Assert.Equal([ReleaseAction.Correct, ReleaseAction.Hold, ReleaseAction.Publish], Versions(Of("cns", "cns-5207")).Select(v => v.Action));
        Assert.Equal([ReleaseAction.Correct, ReleaseAction.Writethru, ReleaseAction.Writethru, ReleaseAction.NewLead], Versions(Of("np", "np-1021")).Select(v => v.Action));
        Assert.Equal(Of("np", "np-1020").Chain, Of("np", "np-1021").Chain);
        Assert.Contains("after-kill", AlarmKinds());
        Assert.Contains("picture-withdrawn", AlarmKinds());
        Assert.Contains("linked-story-withdrawn", AlarmKinds());

        Assert.Equal(GateVerdict.Open, Public(Of("np", "np-1022")));
        Assert.Equal(GateVerdict.NotYet, Public(Of("np", "np-1023")));
        Assert.Equal(GateVerdict.Never, Public(Of("np", "np-1028")));
        foreach (var (source, advisory) in new[] { ("np", "np-1024"), ("apn", "apn-7410"), ("cns", "cns-5206"), ("np", "np-1025") })
            Assert.Equal(GateVerdict.Never, Public(Of(source, advisory)));
    }

    private Story Of(string source, string number) => Store.Read(db => StoryTable.Latest(db, [], Instant.FarFuture, 1_000).Single(s => s.Source == Sources.Find(db, source)!.Id && s.SourceGuid!.EndsWith(":" + number, StringComparison.Ordinal)));

    private async Task Play()
    {
        await Store.Write(tx =>
        {
            foreach (var (code, name) in new[] { ("cns", "Continental News Service"), ("apn", "Agence Presse Nouvelle"), ("hl", "The Harbour Ledger") }) Sources.Save(tx, code, name, "{}", "test");
            return 0;
        });
        await SendEverything();
        var intake = new Intake(Store);
        var start = Time.GetUtcNow();
        foreach (var line in File.ReadLines(Repo.Path("samples/morning/morning.tsv")).Skip(1))
        {
            var step = line.Split('\t');
            Time.SetUtcNow(start + TimeSpan.FromSeconds(double.Parse(step[0], CultureInfo.InvariantCulture)));
            await Store.Write(Timetable.RunDue);
            var bytes = File.ReadAllBytes(Repo.Path("samples/morning/" + step[2]));
            if (step[2].EndsWith(".jpg", StringComparison.Ordinal))
            {
                Assert.True((await intake.KeepMedia(step[1], step[2], bytes)).IsDone, step[2]);
                continue;
            }
            var receipt = await intake.Accept(step[1], bytes);
            Assert.True(receipt.IsDone, receipt.Refusal?.Message);
            foreach (var item in receipt.Value.Items) _outcomes[step[2]] = (item.Outcome, item.Code);
        }
    }
}

public sealed class MorningOnSqlite : MorningLaws
{
    protected override bool OnPostgres => false;
}

public sealed class MorningOnPostgres : MorningLaws
{
    protected override bool OnPostgres => true;
}
