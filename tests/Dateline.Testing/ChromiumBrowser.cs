using System.Reflection;
using Microsoft.Playwright;

namespace Dateline.Testing;

/// <summary>
/// A headless Chromium, the system's own, for tests that look at pages: <c>class MyTests(ChromiumBrowser browser) : IClassFixture&lt;ChromiumBrowser&gt;</c>.
/// It starts with the first page asked for; a test that asks is skipped, by name, where no Chromium is installed.
/// </summary>
public sealed class ChromiumBrowser : IAsyncDisposable
{
    // A browser in a test talks to the page under test and to nobody else.
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly SemaphoreSlim _turn = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Where the browser is: <c>$DATELINE_CHROMIUM</c>, else the usual places; null where it is not installed.</summary>
    public static string? Executable { get; } =
        new[] { Environment.GetEnvironmentVariable("DATELINE_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    /// <summary>The browser itself, started.</summary>
    public async Task<IBrowser> BrowserAsync()
    {
        await _turn.WaitAsync();
        try { return _browser ??= await StartAsync(); }
        finally { _turn.Release(); }
    }

    /// <summary>A page in a context of its own: no cookies, nothing stored. Close the context (<c>page.Context.CloseAsync()</c>) or leave it to the end.</summary>
    /// <param name="width">The window's width: 1440 for a desk, 390 for a telephone.</param>
    /// <param name="height">The window's height.</param>
    /// <param name="dark">Whether the reader prefers dark.</param>
    /// <param name="javaScript">Whether scripts run.</param>
    /// <param name="timeZone">The reader's time zone ("America/Vancouver"); null: the machine's.</param>
    public async Task<IPage> NewPageAsync(int width = 1440, int height = 900, bool dark = false, bool javaScript = true, string? timeZone = null)
    {
        var browser = await BrowserAsync();
        var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = javaScript,
            TimezoneId = timeZone,
            Locale = "en-GB",
        });
        var page = await context.NewPageAsync();
        if (javaScript) await WaitForScriptsAsync(page);
        return page;
    }

    /// <summary>
    /// From now on nothing is clicked, filled in or waited for on a page whose scripts have not run: that is a race between a test and the page it has just come to,
    /// which a person never enters.
    /// </summary>
    private static Task WaitForScriptsAsync(IPage page) =>
        page.AddLocatorHandlerAsync(page.Locator("body"), _ => page.WaitForLoadStateAsync(LoadState.DOMContentLoaded), new() { NoWaitAfter = true });

    /// <summary>A browser of its own that other programs may drive, at a port of this machine (Lighthouse); it ends when it is disposed of.</summary>
    public async Task<IBrowser> DebuggedAsync(int port)
    {
        await BrowserAsync();
        return await _playwright!.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = [.. Arguments, $"--remote-debugging-port={port}"] });
    }

    /// <summary>Saves what the page shows, from top to bottom or the window alone, as <c>artifacts/screens/{name}.png</c>, and says where.</summary>
    public static async Task<string> ScreenshotAsync(IPage page, string name, bool whole = true)
    {
        var path = Path.Combine(Repo.Artifacts("screens"), name + ".png");
        await page.ScreenshotAsync(new() { Path = path, FullPage = whole });
        return path;
    }

    /// <summary>
    /// Where the test that ends now has failed: what its pages show, as <c>artifacts/screens/failed/{test}-{n}.png</c>, and their address and text in the run's log.
    /// Asked as the test's own tidying up, while its server still runs.
    /// </summary>
    public async Task KeepFailureAsync()
    {
        if (TestContext.Current is not { TestState.Result: TestResult.Failed, TestMethod.MethodName: { } test } || _browser is null) return;
        var shown = 0;
        foreach (var page in _browser.Contexts.SelectMany(c => c.Pages))
        {
            try
            {
                var path = await ScreenshotAsync(page, $"failed/{test}-{++shown}");
                await Console.Error.WriteLineAsync($"{test} left {page.Url} ({path}):\n{await page.Locator("body").InnerTextAsync(new() { Timeout = 2000 })}");
            }
            catch (PlaywrightException gone) { await Console.Error.WriteLineAsync($"{test} left {page.Url}, which can't be shown: {gone.Message}"); }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.CloseAsync();
        _playwright?.Dispose();
        _turn.Dispose();
    }

    private async Task<IBrowser> StartAsync()
    {
        if (Executable is null) Requirement.Missing("Chromium is not installed (apt-get install chromium).");
        Environment.SetEnvironmentVariable("PLAYWRIGHT_DRIVER_SEARCH_PATH", DriverFolder());
        _playwright = await Playwright.CreateAsync();
        return await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = Arguments });
    }

    // The folder of the package as the build saw it.
    private static string DriverFolder() =>
        typeof(ChromiumBrowser).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "PlaywrightDriver").Value!;
}
