using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dateline.News;
using Dateline.Newsroom.Persons;
using Dateline.Store;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Dateline.Store.Writing;
using Microsoft.AspNetCore.Http;

namespace Dateline.Newsroom.Api;

/// <summary>One request to the API: who asks, what for, and the store it is asked of.</summary>
internal sealed class ApiCall(HttpContext http, NewsStore store, NewsroomOptions options, ReadOnlyMemory<byte> body, JsonElement? json)
{
    /// <summary>The request itself.</summary>
    internal HttpContext Http => http;

    /// <summary>The store.</summary>
    internal NewsStore Store => store;

    /// <summary>The module's settings.</summary>
    internal NewsroomOptions Options => options;

    /// <summary>Now, as releases see it.</summary>
    internal Instant Now => store.Clock.Now();

    /// <summary>Who asks, by pseudonym.</summary>
    internal string Who { get; } = http.User.Identity?.Name ?? "nobody";

    /// <summary>The body as it came: JSON that was looked through.</summary>
    internal ReadOnlyMemory<byte> Bytes => body;

    /// <summary>The body's members.</summary>
    internal BodyReader Body => new(json);

    /// <summary>Whether whoever asks may do <paramref name="scope"/>.</summary>
    internal bool May(string scope) => Rights.May(scope);

    /// <summary>What whoever asks may do, desk by desk.</summary>
    internal DeskRights Rights { get; } = DeskRights.Of(http.User);

    /// <summary>Whether a story is there for whoever asks.</summary>
    internal bool Sees(Story story) => Rights.Sees(story, Now);

    /// <summary>Stories as this caller is shown them.</summary>
    internal StoryAnswer Stories(Db db) => new(db, options, Now, Rights);

    /// <summary>
    /// Before what can't be taken back or opens doors, a person who signed in a while ago proves again who they are. Null: they have, or it is a program, whose key is its proof.
    /// </summary>
    internal Problem? AsksForProof() =>
        !Proof.IsDue(http.User, Now) ? null : new("proof-needed", "You signed in a while ago: say again who you are. Nothing was done. A hold needs no proof and stops the story at once.");

    /// <summary>A part of the path.</summary>
    internal string Part(string name) => (string?)http.Request.RouteValues[name] ?? "";

    /// <summary>The path's <c>id</c>; null where it is none: then there is no such thing.</summary>
    internal Guid? Id => TryId(Part("id"), out var id) ? id : null;

    /// <summary>A parameter of the address; null where it is not there or empty.</summary>
    internal string? Query(string name) => http.Request.Query[name].ToString() is { Length: > 0 } value ? value : null;

    /// <summary>A number of the address, within limits.</summary>
    internal Outcome<long> Number(string name, long otherwise, long least, long most)
    {
        if (Query(name) is not { } text) return otherwise;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        return new Refusal("query-bad", $"\"{name}\" must be a whole number from {least} to {most}. Nothing was done.");
    }

    /// <summary>How many items a page shall have.</summary>
    internal Outcome<long> Limit(int most = 200) => Number("limit", Math.Min(50, most), 1, most);

    internal static bool TryId(string? text, out Guid id)
    {
        const string urn = "urn:uuid:";
        if (text is not null && text.StartsWith(urn, StringComparison.Ordinal)) text = text[urn.Length..];
        return Guid.TryParseExact(text, "D", out id);
    }

    /// <summary>The story of the path; null where there is none for whoever asks.</summary>
    internal Story? Story(Db db) => Id is { } id && StoryTable.Find(db, id) is { } story && Sees(story) ? story : null;

    /// <summary>The answer where there is no such story.</summary>
    internal static Problem NoStory => new("story-unknown", "There is no such story. Nothing has changed. Look it up in the list.");

    /// <summary>Answers from one consistent, committed state.</summary>
    internal Task<Answer> Read(Func<Db, Answer> read) => Task.FromResult(store.Read(read));

    /// <summary>Answers about the story of the path.</summary>
    internal Task<Answer> ReadStory(Func<Db, Story, Answer> read) => Read(db => Story(db) is not { } story ? NoStory : WhyNotHere(story) is { } refused ? refused : read(db, story));

    /// <summary>
    /// Runs a command and answers when it is durable. With an <c>Idempotency-Key</c> the answer is kept in the same commit:
    /// the same request again is answered the same and done once. What was refused leaves nothing, so it may be tried again under its key.
    /// </summary>
    internal async Task<Answer> Write(Func<StoreTransaction, Answer> command)
    {
        if (IdempotencyKey(out var key) is { } bad) return bad;
        var request = key is null ? [] : Fingerprint();
        CrashPoint.Pass("api.received");
        try
        {
            var answer = await store.Write(tx => RunOnce(tx, key, request, command)).ConfigureAwait(false);
            CrashPoint.Pass("api.before-answer");
            return answer;
        }
        catch (Undone undone)
        {
            return undone.Answer;
        }
    }

    /// <summary>Runs a command on the story of the path.</summary>
    internal Task<Answer> WriteStory(Func<StoreTransaction, Story, Answer> command) => Write(tx => Story(tx.Db) is not { } story ? NoStory : WhyNotHere(story) is { } refused ? refused : command(tx, story));

    /// <summary>Why whoever asks may not do this on the story's desk; null: they may.</summary>
    private Problem? WhyNotHere(Story story) => http.GetEndpoint()?.Metadata.GetMetadata<ApiEndpoint>() is { } endpoint ? WhyNotOn(story.Desk, endpoint.Scope) : null;

    /// <summary>Why whoever asks may not do this on a desk; null: they may.</summary>
    internal Problem? WhyNotOn(string desk, string scope) =>
        Rights.May(scope, desk) ? null : new("scope-missing", $"Your role on the desk \"{desk}\" lacks the right \"{scope}\". Nothing was done. Ask somebody who has it.");

    /// <summary>
    /// Runs what makes its own writes elsewhere and may safely run twice. A repeated request is answered as the first was.
    /// </summary>
    internal async Task<Answer> Outside(Func<Task<Answer>> work)
    {
        if (IdempotencyKey(out var key) is { } bad) return bad;
        if (key is null) return await work().ConfigureAwait(false);
        var request = Fingerprint();
        if (store.Read(db => Known(db, key, request)) is { } known) return known;
        var answer = await work().ConfigureAwait(false);
        return answer.Undoes ? answer : await store.Write(tx => RunOnce(tx, key, request, _ => answer)).ConfigureAwait(false);
    }

    private Answer RunOnce(StoreTransaction tx, string? key, byte[] request, Func<StoreTransaction, Answer> command)
    {
        if (key is not null && Known(tx.Db, key, request) is { } known) return known;
        var answer = command(tx);
        if (answer.Undoes) throw new Undone(answer);
        if (key is not null) Idempotency.Keep(tx, Who, key, request, answer.Status, Encoding.UTF8.GetString((answer.Kept ?? answer.Body).Span));
        CrashPoint.Pass("api.answer-kept");
        return answer;
    }

    private Answer? Known(Db db, string key, byte[] request)
    {
        if (Idempotency.Find(db, Who, key) is not { } known) return null;
        if (!known.Request.AsSpan().SequenceEqual(request))
            return new Problem("idempotency-mismatch", "This idempotency key was used for another request. Nothing was done. Give each request a key of its own.");
        return new Answer
        {
            Status = known.Status,
            ContentType = known.Response.Length == 0 ? null : known.Status >= 400 ? Answer.ProblemType : Answer.JsonType,
            Body = Encoding.UTF8.GetBytes(known.Response),
            Headers = [("Idempotent-Replay", "true")],
        };
    }

    private Problem? IdempotencyKey(out string? key)
    {
        key = http.Request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } value ? value : null;
        if (key is null || key.Length <= 200 && key.All(c => c is > ' ' and <= '~')) return null;
        return new("header-bad", "An Idempotency-Key has 1 to 200 visible ASCII characters. Nothing was done.");
    }

    private byte[] Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}\n"));
        hash.AppendData(body.Span);
        return hash.GetHashAndReset();
    }

    /// <summary>Carries an answer past the store, which undoes a command that throws.</summary>
    private sealed class Undone(Answer answer) : Exception
    {
        internal Answer Answer { get; } = answer;
    }
}
