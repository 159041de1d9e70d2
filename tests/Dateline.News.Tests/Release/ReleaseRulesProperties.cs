using CsCheck;
using Dateline.News;

namespace Dateline.News.Tests.Release;

/// <summary>
/// The rules of release and the gate, held against a plain model of product.md's table over tens of thousands of histories. What fails is printed
/// with its seed and as the shortest history that shows it.
/// </summary>
public class ReleaseRulesProperties
{
    private static readonly Instant Start = Instant.From(new DateTimeOffset(2026, 8, 24, 6, 0, 0, TimeSpan.Zero));
    private static readonly Audience[] Audiences = Enum.GetValues<Audience>();
    private static readonly TimeSpan[] Waits = [TimeSpan.Zero, TimeSpan.FromMicroseconds(1), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(3)];

    private static readonly Gen<Step> GenStep = Gen.Select(
        Gen.OneOfConst([.. Enum.GetValues<ReleaseAction>().Where(a => a != ReleaseAction.Due)]),
        Gen.Frequency((8, Gen.Const(true)), (1, Gen.Const(false))),
        Gen.Int[0, 9],
        Gen.Int[0, 11],
        Gen.Int[0, Waits.Length - 1],
        Gen.Bool,
        (action, complete, embargo, terms, wait, attempted) => new Step(action, complete, embargo, terms, wait, attempted));

    [Fact]
    public void Thirty_thousand_histories_go_as_the_table_says() => GenStep.Array[1, 16].Sample(Follow, iter: 30_000);

    [Fact]
    public void New_leads_and_correctives_never_go_before_what_they_follow() => Gen.Select(GenStep.Array[0, 6], GenStep.Array[1, 6]).Sample((before, after) =>
    {
        var (followed, standing) = (new StoryModel(Start), Standing.NeverSent);
        var now = Start;
        foreach (var step in before) (standing, now) = Take(step, followed, standing, now, null);
        var (lead, own) = (new StoryModel(now) { Predecessor = followed }, Standing.NeverSent);
        foreach (var step in after) (own, now) = Take(step with { Action = step.Embargo % 2 == 0 ? ReleaseAction.NewLead : ReleaseAction.Corrective }, lead, own, now, standing);
    }, iter: 10_000);

    private static void Follow(Step[] steps)
    {
        var (model, standing, now) = (new StoryModel(Start), Standing.NeverSent, Start);
        foreach (var step in steps) (standing, now) = Take(step, model, standing, now, null);
    }

    private static (Standing, Instant) Take(Step step, StoryModel model, Standing standing, Instant now, Standing? predecessor)
    {
        now += Waits[step.Wait];
        model.ClientHasIt |= step.Attempted && model.Version > 0;
        var (order, rights) = (step.Order(now), step.Rights(now));
        var headline = step.Complete || step.Terms > 0 ? Headline.From("Bank holds rate") : null;
        // What sends no text carries the terms of the text that is out.
        var sendsText = order.Action is ReleaseAction.Publish or ReleaseAction.NewLead or ReleaseAction.Corrective or ReleaseAction.Writethru or ReleaseAction.Correct or ReleaseAction.Refile;
        var content = new StoryContent { Headline = headline, Rights = sendsText ? rights : Rights.None with { NoWeb = standing.NoWeb, Expires = standing.Expires } };
        var decided = ReleaseRules.Decide(standing, order, new ReleaseFacts(content, ClientHasIt: model.ClientHasIt, Predecessor: predecessor, IsOff: model.IsOff), now);

        var allowed = model.Allows(order, headline is not null, now);
        Assert.True(allowed == decided.IsDone, $"{order.Action} of a story that is {model.Stand}: allowed {allowed}, but {decided.Refusal?.Code ?? "done"}");
        if (decided.IsDone)
        {
            if (order.Action != ReleaseAction.Reinstate) model.Do(order, rights, now);
            standing = decided.Value.Next;
        }
        Compare(model, standing, now);
        return (standing, now);
    }

    private static void Compare(StoryModel model, Standing standing, Instant now)
    {
        Assert.Equal(model.Version, standing.Version);
        if (model.Version > 0) Assert.Equal(model.Embargo, standing.Embargo);
        Instant[] edges = [.. new[] { model.Embargo.Until, model.Expires }.OfType<Instant>().Where(t => t > now)];
        Instant[] moments = [now, now + TimeSpan.FromDays(400), .. edges.SelectMany(t => new[] { t - Tick, t, t + Tick })];
        foreach (var audience in Audiences)
        {
            foreach (var at in moments.Where(t => t >= now))
                Assert.True(model.Sees(audience, at) == Gate.Ask(standing, audience, at), $"{audience} at {at} of a story that is {model.Stand}: {Gate.Ask(standing, audience, at)}; it must be {model.Sees(audience, at)}");
            // Whoever keeps an answer keeps it until the next change at most: none may come before.
            var next = Gate.NextChange(standing, audience, now);
            foreach (var at in edges.Where(t => next is null || t < next)) Assert.Equal(model.Sees(audience, now), model.Sees(audience, at));
            Assert.True(next is null || next > now);
        }
    }

    private static readonly TimeSpan Tick = TimeSpan.FromMicroseconds(1);

    private sealed record Step(ReleaseAction Action, bool Complete, int Embargo, int Terms, int Wait, bool Attempted)
    {
        internal ReleaseOrder Order(Instant now) => new()
        {
            Action = Action,
            By = "key:ann",
            Reason = Complete ? "Doubts" : null,
            EdNote = Complete || Embargo > 5 ? "CORRECTS sum" : null,
            Notice = Complete || Embargo > 7 ? "The sum is 22 million." : null,
            SecondPerson = Complete ? "key:bob" : Embargo > 4 ? "key:ann" : null,
            UsableFrom = Embargo switch
            {
                1 => News.Embargo.None,
                2 => News.Embargo.At(now),
                3 => News.Embargo.At(now + TimeSpan.FromMicroseconds(1)),
                4 => News.Embargo.At(now + TimeSpan.FromMinutes(10)),
                5 => News.Embargo.FurtherNotice,
                6 => News.Embargo.At(now - TimeSpan.FromMinutes(1)),
                _ => null,
            },
        };

        internal Rights Rights(Instant now) => News.Rights.None with
        {
            NoWeb = Terms == 1,
            Expires = Terms switch { 2 => now + TimeSpan.FromMinutes(10), 3 => now + TimeSpan.FromMicroseconds(1), 4 => now, 5 => now + TimeSpan.FromHours(5), _ => null },
        };
    }
}
