using System.Net;
using System.Text.RegularExpressions;

namespace Dateline.Journey.Tests;

/// <summary>What a reader got at an address, and the moments between which it was made.</summary>
/// <param name="Path">The address.</param>
/// <param name="Asked">Before the request.</param>
/// <param name="Got">After the last byte.</param>
/// <param name="Status">The status.</param>
/// <param name="Text">The body.</param>
public sealed record Look(string Path, DateTimeOffset Asked, DateTimeOffset Got, HttpStatusCode Status, string Text);

/// <summary>
/// <c>dateline demo</c>, played to its end in a process of its own, while a reader looks at its public pages again and again, and one of the staff at the newsroom's.
/// It stays up for the tests that look at what is left.
/// </summary>
public sealed partial class PlayedDemo : IAsyncLifetime
{
    /// <summary>Where news shows, whatever the news.</summary>
    public static readonly IReadOnlyList<string> PublicPlaces = [.. Watched, "/sitemap.xml", "/world", "/fr/world", "/sport/feed.rss", "/topics", "/topics/politics-11000000", "/places/kessel", "/archive", "/search?q=miners", "/fr/search?q=mineurs"];

    /// <summary>Those of them that a reader looks at all the time.</summary>
    private static IReadOnlyList<string> Watched => ["/", "/fr", "/corrections", "/fr/corrections", "/feed.rss", "/feed.atom", "/feed.json", "/fr/feed.rss", "/sitemaps/news.xml", "/demo"];

    private readonly TempFolder _folder = new();
    private readonly List<Look> _looks = [];
    private readonly Dictionary<string, Look> _last = [];
    private readonly HttpClient _reader = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
    private readonly HttpClient _staff = new(new SocketsHttpHandler { UseProxy = false });
    private DatelineProcess? _process;

    /// <summary>Where it listens.</summary>
    public Uri Address => _process!.Address;

    /// <summary>All it printed.</summary>
    public IReadOnlyList<string> Printed => _process!.Output;

    /// <summary>What readers saw, in order; where an address showed the same again, only the first time.</summary>
    public IReadOnlyList<Look> Looks => _looks;

    /// <summary>Every look at the address of the story under embargo.</summary>
    public List<Look> EmbargoLooks { get; } = [];

    /// <summary>When that embargo ends, as the newsroom's page said; null where it never showed there.</summary>
    public DateTimeOffset? EmbargoEnds { get; private set; }

    /// <summary>The newsroom's page of that story, while the embargo stood.</summary>
    public string EmbargoedForStaff { get; private set; } = "";

    /// <summary>The front of the newsroom while the embargo stood.</summary>
    public string BoardUnderEmbargo { get; private set; } = "";

    /// <summary>The cookies of the newsroom's session.</summary>
    public IReadOnlyList<Cookie> StaffCookies { get; private set; } = [];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _process = await DatelineProcess.StartAsync(["demo", "--urls", $"http://127.0.0.1:{FreePort.Next()}", "--data", _folder["data"], "--speed", "12"]);
        await EnterAsync();
        var over = _process.WaitForLineAsync("The morning is over", TimeSpan.FromMinutes(3));
        while (!over.IsCompleted) await LookAroundAsync();
        await over;
        await LookAroundAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        _reader.Dispose();
        _staff.Dispose();
        _folder.Dispose();
    }

    /// <summary>What a reader gets at an address now.</summary>
    public async Task<Look> ReadAsync(string path)
    {
        var asked = DateTimeOffset.UtcNow;
        using var response = await _reader.GetAsync(new Uri(Address, path));
        var text = await response.Content.ReadAsStringAsync();
        return new Look(response.Headers.Location is { } there ? there.ToString() : path, asked, DateTimeOffset.UtcNow, response.StatusCode, text);
    }

    /// <summary>What a reader gets at an address now, going where it leads.</summary>
    public async Task<Look> FollowAsync(string path)
    {
        var look = await ReadAsync(path);
        return look.Status == HttpStatusCode.MovedPermanently ? await ReadAsync(look.Path) : look;
    }

    /// <summary>What the staff get at an address now.</summary>
    public async Task<string> ReadAsStaffAsync(string path)
    {
        using var response = await _staff.GetAsync(new Uri(Address, path));
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>The newsroom's address of the story with a slugline.</summary>
    public async Task<string> StaffPathOfAsync(string slugline) => StaffPath(await ReadAsStaffAsync("/staff"), slugline) ?? throw new InvalidOperationException($"{slugline} is not on the newsroom's front.");

    /// <summary>The public address of a story, as the newsroom's page of it says.</summary>
    public async Task<string> PageOfAsync(string slugline) => PublicPath().Match(await ReadAsStaffAsync(await StaffPathOfAsync(slugline))).Groups[1].Value;

    /// <summary>The address to which the tour leads from the step that begins with these words; null where it leads nowhere.</summary>
    public async Task<string?> TourLeadsToAsync(string words)
    {
        var step = TourStep().Matches((await ReadAsync("/demo")).Text).FirstOrDefault(m => WebUtility.HtmlDecode(m.Groups[1].Value).StartsWith(words, StringComparison.Ordinal));
        Assert.True(step is not null, $"The tour has no step that begins \"{words}\".");
        return step.Groups[2].Success ? step.Groups[2].Value : null;
    }

    /// <summary>Whether any reader ever saw these words, anywhere.</summary>
    public bool WasEverPublic(string words) => _looks.Concat(EmbargoLooks).Any(l => Words(l.Text).Contains(words, StringComparison.OrdinalIgnoreCase));

    /// <summary>What an address showed, in order.</summary>
    public List<string> StoryOf(string path) => [.. _looks.Where(l => l.Path == path).Select(l => Words(l.Text))];

    /// <summary>The words of a page, without its markup.</summary>
    public static string Words(string markup) => Spaces().Replace(WebUtility.HtmlDecode(Tags().Replace(Hidden().Replace(markup, " "), " ")), " ");

    private async Task EnterAsync()
    {
        var link = Printed.Select(l => StaffLink().Match(l)).First(m => m.Success).Value;
        var cookies = new CookieContainer();
        using var handler = new SocketsHttpHandler { CookieContainer = cookies, UseProxy = false };
        using var door = new HttpClient(handler);
        using var page = await door.GetAsync(new Uri(link));
        using var form = new FormUrlEncodedContent(FormField().Matches(await page.Content.ReadAsStringAsync()).ToDictionary(m => m.Groups[1].Value, m => WebUtility.HtmlDecode(m.Groups[2].Value)));
        using var answer = await door.PostAsync(new Uri(Address, "/staff/enter"), form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        StaffCookies = [.. cookies.GetCookies(Address).Cast<Cookie>()];
        _staff.DefaultRequestHeaders.Add("Cookie", string.Join("; ", StaffCookies.Select(c => $"{c.Name}={c.Value}")));
    }

    private async Task LookAroundAsync()
    {
        foreach (var path in Watched) Keep(await ReadAsync(path));
        if (VisitPath().Match(_last["/"].Text) is { Success: true } visit) Keep(await ReadAsync(visit.Groups[1].Value));
        await LookAtEmbargoAsync();
    }

    private async Task LookAtEmbargoAsync()
    {
        if (EmbargoEnds is null)
        {
            var board = await ReadAsStaffAsync("/staff");
            if (StaffPath(board, "Rates-Decision") is not { } path) return;
            (BoardUnderEmbargo, EmbargoedForStaff) = (board, await ReadAsStaffAsync(path));
            if (!Until().Match(EmbargoedForStaff).Success) return;
            EmbargoEnds = DateTimeOffset.Parse(Until().Match(EmbargoedForStaff).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        }
        EmbargoLooks.Add(await ReadAsync(PublicPath().Match(EmbargoedForStaff).Groups[1].Value));
    }

    private void Keep(Look look)
    {
        if (_last.TryGetValue(look.Path, out var last) && last.Text == look.Text) return;
        _looks.Add(_last[look.Path] = look);
    }

    private static string? StaffPath(string board, string slugline) =>
        StaffStory().Matches(board).FirstOrDefault(m => m.Groups[2].Value == slugline)?.Groups[1].Value;

    [GeneratedRegex("http://\\S+/staff/enter\\?token=\\S+")]
    private static partial Regex StaffLink();

    [GeneratedRegex("<input[^>]*name=\"([^\"]+)\"[^>]*value=\"([^\"]*)\"")]
    private static partial Regex FormField();

    [GeneratedRegex("href=\"(/staff/stories/[0-9a-f-]+)\">([^<]+)<")]
    private static partial Regex StaffStory();

    [GeneratedRegex("<a href=\"(/[0-9a-z]{10})\">")]
    private static partial Regex PublicPath();

    [GeneratedRegex("<time datetime=\"([^\"]+)\" data-until>")]
    private static partial Regex Until();

    [GeneratedRegex("href=\"((?:/[a-z]+)?/premier-leaves-door-open[^\"]+)\"")]
    private static partial Regex VisitPath();

    [GeneratedRegex("<span id=\"s\\d+\">([^<]*)</span>(?: <a href=\"([^\"]+)\")?")]
    private static partial Regex TourStep();

    [GeneratedRegex("<(style|script)\\b.*?</\\1>", RegexOptions.Singleline)]
    private static partial Regex Hidden();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex("\\s+")]
    private static partial Regex Spaces();
}

/// <summary>The tests that share one played morning.</summary>
[CollectionDefinition(Name)]
public sealed class TheMorning : ICollectionFixture<PlayedDemo>, ICollectionFixture<ChromiumBrowser>
{
    /// <summary>Its name.</summary>
    public const string Name = "the morning";
}
