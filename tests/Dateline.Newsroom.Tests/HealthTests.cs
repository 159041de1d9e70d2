using System.Net;
using Dateline.News;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Dateline.Newsroom.Tests.Looking;

namespace Dateline.Newsroom.Tests;

/// <summary>Health and backups on screen: what is wrong comes first and says what to do, a backup runs beside the work, and only administrators see any of it.</summary>
public sealed class HealthTests(ChromiumBrowser browser) : IClassFixture<ChromiumBrowser>, IAsyncLifetime
{
    private readonly FakeSystem _system = new();
    private NewsroomHost _host = null!;
    private Caller _desk = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await NewsroomHost.StartAsync(more: services => services.AddSingleton<ISystemHealth>(_system).AddSingleton<IBackups>(_system));
        _system.Now = () => _host.Store.Clock.Now();
        await _host.PersonAsync(role: "admin");
        await _host.PersonAsync("carl", "Carl Chief", "chief");
        _desk = await _host.CallerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await browser.KeepFailureAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task An_administrator_sees_what_is_wrong_first_with_what_to_do_and_copies_it_for_support()
    {
        await _host.Store.Write(tx => Alarms.Raise(tx, "scheduled-cant-go", "A story could not be sent."));
        var page = await SignedIn();
        var errors = Complaints(page);
        await page.ClickAsync(".rail a[href='/newsroom/health']");
        await page.WaitForSelectorAsync("[data-note=health-sum] >> text=2 things to see to");
        Assert.Contains("Alarms open: 1", await page.TextContentAsync("[data-live=work] li >> nth=0"), StringComparison.Ordinal);
        Assert.Contains("Make one with the button below", await page.TextContentAsync("[data-live=machine] li >> nth=0"), StringComparison.Ordinal);
        await page.ClickAsync("#main details summary");
        var support = await page.InputValueAsync("#support-text");
        Assert.Contains("Dateline 0.0 of tests", support, StringComparison.Ordinal);
        Assert.Contains("BAD  alarms: Alarms open: 1", support, StringComparison.Ordinal);
        Assert.Contains("look backup: The newest backup is 40 hours old", support, StringComparison.Ordinal);
        Assert.Contains("disk: slow", support, StringComparison.Ordinal);
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.ClickAsync("[data-copy]");
        await page.WaitForSelectorAsync("#said >> text=Copied.");
        Assert.Equal(support, await page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await Look(page, "health-1440", true);
        await page.EvaluateAsync("scrollTo(0, 0)");
        await Document(page, "health", "first-hour-as-an-administrator");
        await page.SetViewportSizeAsync(390, 800);
        await Look(page, "health-390", true);

        // What was seen to is gone without a touch.
        await page.SetViewportSizeAsync(1440, 900);
        var alarm = _host.Store.Read(db => Alarms.List(db, true, 1)[0].Id);
        await _host.Store.Write(tx => Alarms.Acknowledge(tx, alarm, "test"));
        await page.EvaluateAsync("document.querySelector('#main [data-running]').dataset.running = 'yes'");
        await page.WaitForSelectorAsync("[data-note=health-sum] >> text=1 thing to see to");
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_backup_is_begun_followed_and_checked_from_the_screen_in_french_and_dark()
    {
        var page = await SignedIn(dark: true);
        await page.GotoAsync(At("/newsroom/health?lang=fr"));
        // What the machine is like is told in French where the program can, and marked as English where it can't.
        Assert.Contains("La dernière sauvegarde a 40 heures", await page.TextContentAsync("[data-live=machine] li >> nth=0"), StringComparison.Ordinal);
        Assert.Equal(["9000 MiB are free"], await page.Locator("[data-live=machine] [lang=en]").AllTextContentsAsync());
        await page.ClickAsync("form[action*=backup] button.p");
        await page.GotoAsync(At("/newsroom/health?lang=fr"));
        await page.WaitForSelectorAsync("[data-note=backup-run] >> text=demandée par Anna Bell");
        await page.WaitForSelectorAsync("[data-note=backup-run] >> text=Copie de la base de données.");
        Assert.True(await page.IsDisabledAsync("form[action*=backup] button.p"));
        (await _desk.Post("backups")).Refused(HttpStatusCode.Conflict, "backup-running");
        _system.Finish("dateline-20260824T060000Z", null);
        await page.WaitForSelectorAsync("[data-note=backup-run] >> text=a été faite et relue");
        await page.WaitForSelectorAsync("[data-live=kept] >> text=12,5 Mio");
        await Look(page, "health-fr-dark-1440", true);
        await page.ClickAsync("[data-live=kept] button");
        _system.Finish("dateline-20260824T060000Z", new Refusal("backup-unsound", "It is not as it was written."));
        await page.WaitForSelectorAsync("[data-note=backup-run] >> text=backup-unsound");
        Assert.Equal("Anna Bell", _host.Store.Read(People.Names)[_system.By!]);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Nobody_but_an_administrator_sees_or_begins_anything()
    {
        using var chief = new Visitor(_host);
        await chief.SignIn("carl", PeopleOfTests.Password);
        Assert.Equal(HttpStatusCode.Forbidden, (await chief.Get("/newsroom/health")).StatusCode);
        Assert.DoesNotContain("/newsroom/health", await chief.Read("/newsroom"));
        var token = await chief.FormToken();
        Assert.Equal(HttpStatusCode.Forbidden, (await chief.Post("/newsroom/health?handler=backup", ("__RequestVerificationToken", token))).StatusCode);
        Assert.Null(_system.By);
        var program = await _host.CallerAsync("stories:read", "log:read", "house");
        foreach (var path in new[] { "health", "backups" }) (await program.Get(path)).Refused(HttpStatusCode.Forbidden, "scope-missing");
        (await program.Post("backups")).Refused(HttpStatusCode.Forbidden, "scope-missing");
        (await _desk.Post("backups/none/check")).Refused(HttpStatusCode.NotFound, "unknown");
        var items = (await _desk.Get("health")).Done["items"]!.AsArray();
        Assert.Equal(("look", "See why."), items.Where(i => (string?)i!["code"] == "backup").Select(i => ((string)i!["level"]!, (string)i["todo"]!)).Single());
        Assert.Equal(0, items.Where(i => (string?)i!["code"] == "quarantine").Select(i => (int)i!["count"]!).Single());
    }

    [Fact]
    public async Task A_source_gone_quiet_and_a_heap_in_the_quarantine_are_told_by_name_and_number()
    {
        await _host.Store.Write(tx => Sources.Save(tx, "np", "Northern Press", "{\"quietMinutes\":30}", "test"));
        _host.Time.Advance(TimeSpan.FromHours(2));
        var items = (await _desk.Get("health")).Done["items"]!.AsArray();
        Assert.Equal("Northern Press", (string?)items.Single(i => (string?)i!["code"] == "wires-quiet")!["text"]);
    }

    private string At(string path) => new Uri(_host.Address, path).ToString();

    private async Task<IPage> SignedIn(bool dark = false)
    {
        var page = await browser.NewPageAsync(1440, 900, dark);
        await page.GotoAsync(At("/newsroom/enter"));
        await Enter(page);
        return page;
    }

    private sealed class FakeSystem : ISystemHealth, IBackups
    {
        private BackupRow? _row;

        internal Func<Instant> Now { get; set; } = () => default;

        internal string? By { get; private set; }

        public string Build => "Dateline 0.0 of tests";

        public bool IsLooking => false;

        public IReadOnlyList<string> Troubles => ["2026-08-24T05:00:00Z warning disk: slow"];

        public string Folder => "/srv/backups";

        public BackupRun? Run { get; private set; }

        public HealthReport? Latest() => new([new(HealthLevel.Well, "disk-room", "9000 MiB are free", null), new(HealthLevel.Look, "backup", "The newest backup is 40 hours old", "See why.") { In = language => language.Name == "fr" ? ("La dernière sauvegarde a 40 heures", "Voyez pourquoi.") : ("The newest backup is 40 hours old", "See why.") }], Now(), false);

        public bool LookThoroughly() => true;

        public IReadOnlyList<BackupRow> All() => _row is null ? [] : [_row];

        public Refusal? Make(string by) => Begin(new BackupRun(false, by, Now()) { Step = "copying the database" });

        public Refusal? Check(string name, string by) => _row?.Name == name ? Begin(new BackupRun(true, by, Now()) { Name = name }) : new("unknown", "There is no such backup.");

        internal void Finish(string name, Refusal? failed)
        {
            Run = Run! with { Name = name, Step = null, Ended = Now(), Failed = failed };
            _row = new(name, Now(), 13_107_200);
        }

        private Refusal? Begin(BackupRun run)
        {
            if (Run is { Ended: null }) return new("backup-running", "A backup is being made or checked.");
            (Run, By) = (run, run.By);
            return null;
        }
    }
}
