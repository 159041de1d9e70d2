using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Staff;
using Dateline.Store;
using Dateline.Store.Keeping;
using Dateline.Store.SignIn;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Persons;

/// <summary>
/// A person proves again who they are, before a kill, a takedown, a lift, a reinstatement or a key: by their password or a passkey. Where neither works, at three in the morning
/// on somebody else's machine, a colleague who may kill gives their own name and password instead, and both stand in the audit.
/// </summary>
internal static class Proof
{
    /// <summary>How long a proof, or a fresh sign-in, lasts.</summary>
    internal static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    private const int LongestBody = 32 * 1024;

    /// <summary>Whether who asks has to say again who they are. A program has not: its key is its proof.</summary>
    internal static bool IsDue(ClaimsPrincipal user, Instant now) =>
        user.FindFirst(PersonClaims.Proven)?.Value is { } proven && now - Life >= new Instant(long.Parse(proven, CultureInfo.InvariantCulture));

    /// <summary>A person proves who they are in a form that asks for their password; false: it is not theirs.</summary>
    internal static async Task<bool> ByPassword(HttpContext http, Person me, string? password)
    {
        if (string.IsNullOrEmpty(password) || !await http.RequestServices.GetRequiredService<Door>().IsPassword(me, password, http.Connection.RemoteIpAddress).ConfigureAwait(false)) return false;
        await http.RequestServices.GetRequiredService<NewsStore>().Write(tx => { StaffPasses.Prove(tx, StaffSession.TokenOf(http.Request)!, me.Pseudonym); return 0; }).ConfigureAwait(false);
        return true;
    }

    /// <summary>What this person's device may be asked to sign.</summary>
    internal static async Task Offer(HttpContext http)
    {
        var offer = await http.RequestServices.GetRequiredService<PasskeyDoor>().Ask(http).ConfigureAwait(false);
        http.Response.ContentType = "application/json";
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.Body.WriteAsync(PasskeyAnswer.Bytes(offer), http.RequestAborted).ConfigureAwait(false);
    }

    internal static async Task Take(HttpContext http) => await ApiMap.Send(http, await Taken(http).ConfigureAwait(false)).ConfigureAwait(false);

    private static async Task<Answer> Taken(HttpContext http)
    {
        if (!await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http).ConfigureAwait(false))
            return new Problem("antiforgery", "The request does not come from one of the newsroom's own pages. Nothing was done. Load the page again, and repeat it there.");
        if (await Given(http).ConfigureAwait(false) is not { } given) return new Problem("malformed", "The body can't be read. Nothing was done.");
        var (store, words) = (http.RequestServices.GetRequiredService<NewsStore>(), StaffWords.For(http.Request, http.RequestServices.GetRequiredService<NewsroomOptions>()));
        var token = StaffSession.TokenOf(http.Request)!;
        var me = store.Read(db => People.Find(db, Guid.ParseExact(http.User.FindFirst(PersonClaims.Id)!.Value, "D")))!;
        if (await IsProven(http, me, given).ConfigureAwait(false) is not { } by)
            return http.RequestServices.GetRequiredService<SignInThrottle>().MustWait(given.Login ?? me.Login, http.Connection.RemoteIpAddress)
                ? Refused(429, "proof-wait", words["proof-wait"])
                : Refused(403, "proof-wrong", words[given.Login is null ? "proof-wrong" : "proof-wrong-colleague"]);
        await store.Write(tx => { StaffPasses.Prove(tx, token, me.Pseudonym, by == me.Pseudonym ? null : by); return 0; }).ConfigureAwait(false);
        return Answer.NoContent;
    }

    /// <summary>Who proved it, by pseudonym; null: nobody.</summary>
    private static async Task<string?> IsProven(HttpContext http, Person me, Tokens given)
    {
        var (door, from) = (http.RequestServices.GetRequiredService<Door>(), http.Connection.RemoteIpAddress);
        if (given.Answer is not null) return await http.RequestServices.GetRequiredService<PasskeyDoor>().IsOf(http, me, given.Offer, given.Answer).ConfigureAwait(false) ? me.Pseudonym : null;
        if (given.Password is null) return null;
        if (given.Login is null) return await door.IsPassword(me, given.Password, from).ConfigureAwait(false) ? me.Pseudonym : null;
        var second = await door.Colleague(given.Login, given.Password, from).ConfigureAwait(false);
        return second is not null && second.Id != me.Id && Role.Find(second.Role)?.Rights is { } rights && (rights.Contains(Scopes.Kill) || rights.Contains(Scopes.Everything)) ? second.Pseudonym : null;
    }

    // No answer of the API: only the newsroom's own pages ask here.
    private static Answer Refused(int status, string code, string detail) => Answer.Json(status, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("status", status);
        json.WriteString("code", code);
        json.WriteString("detail", detail);
        json.WriteEndObject();
    });

    private static async Task<Tokens?> Given(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = LongestBody;
        try
        {
            using var json = await JsonDocument.ParseAsync(http.Request.Body, default, http.RequestAborted).ConfigureAwait(false);
            if (json.RootElement.ValueKind != JsonValueKind.Object) return null;
            string? Text(string name) => json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
            return new(Text("login"), Text("password"), Text("offer"), Text("answer"));
        }
        catch (Exception e) when (e is JsonException or BadHttpRequestException)
        {
            return null;
        }
    }

    private sealed record Tokens(string? Login, string? Password, string? Offer, string? Answer);
}
