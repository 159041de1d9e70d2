using System.Text.Json;
using Dateline.App.Settings;
using Dateline.Delivery;

namespace Dateline.App.Doctoring;

/// <summary>The house's own sign-in service, asked as the server asks it: whether it is there, is who it is said to be, and has the same time.</summary>
internal static class SignInChecks
{
    private const int LongestAnswer = 256 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // What a service signs is good for minutes: a clock that is further away refuses people, and one that is near that soon will.
    private static readonly TimeSpan Noticed = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Harmful = TimeSpan.FromMinutes(5);

    internal static async Task<IReadOnlyList<Finding>> AllAsync(ServerSettings settings, TimeProvider time, CancellationToken stop)
    {
        if (settings.SignIn is not { } service) return [];
        var issuer = service.Issuer.ToString().TrimEnd('/');
#pragma warning disable RS0030 // The handler is the guarded one; it is asked once.
        using var http = new HttpClient(Outbound.Handler(settings.AllowedNetworks)) { Timeout = Patience, MaxResponseContentBufferSize = LongestAnswer };
#pragma warning restore RS0030
        try
        {
            var began = time.GetTimestamp();
            using var answer = await http.GetAsync(new Uri(issuer + "/.well-known/openid-configuration"), stop);
            if (!answer.IsSuccessStatusCode) return [Unknown(issuer, new("sign-in-http", (int)answer.StatusCode))];
            using var said = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(stop));
            return [await Is(http, issuer, said.RootElement, stop), .. Clock(answer.Headers.Date, time.GetUtcNow() - time.GetElapsedTime(began) / 2)];
        }
        catch (JsonException)
        {
            return [Unknown(issuer, new("sign-in-no-json"))];
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidOperationException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            return [Unknown(issuer, e is OperationCanceledException ? new("sign-in-slow") : new("said", e.Message))];
        }
    }

    private static async Task<Finding> Is(HttpClient http, string issuer, JsonElement said, CancellationToken stop)
    {
        if (said.ValueKind != JsonValueKind.Object) return Unknown(issuer, new("sign-in-no-service"));
        if (Text(said, "issuer")?.TrimEnd('/') != issuer) return Finding.Fail("sign-in", "sign-in-other", issuer, Text(said, "issuer"));
        foreach (var needed in (string[])["authorization_endpoint", "token_endpoint", "jwks_uri"])
            if (!Uri.TryCreate(Text(said, needed), UriKind.Absolute, out _)) return Unknown(issuer, new("sign-in-lacks", needed));
        using var keys = await http.GetAsync(new Uri(Text(said, "jwks_uri")!), stop);
        return keys.IsSuccessStatusCode ? Finding.Ok("sign-in", "sign-in-there", issuer) : Unknown(issuer, new("sign-in-keys-http", (int)keys.StatusCode));
    }

    private static IEnumerable<Finding> Clock(DateTimeOffset? theirs, DateTimeOffset ours)
    {
        if (theirs is not { } date) yield break;
        // The header has whole seconds.
        var apart = (date - ours).Duration() - TimeSpan.FromSeconds(1);
        yield return apart > Harmful ? Finding.Fail("sign-in-clock", "sign-in-clock-far", apart.TotalSeconds) : apart > Noticed ? Finding.Warn("sign-in-clock", "sign-in-clock-off", apart.TotalSeconds) : Finding.Ok("sign-in-clock", "sign-in-clock");
    }

    private static string? Text(JsonElement said, string name) => said.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static Finding Unknown(string issuer, Said why) => Finding.Fail("sign-in", "sign-in-unusable", issuer, why);
}
