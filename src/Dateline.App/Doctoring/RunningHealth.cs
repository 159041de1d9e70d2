using System.Reflection;
using System.Runtime.InteropServices;
using Dateline.App.Serving;
using Dateline.App.Settings;
using Dateline.News;
using Dateline.Newsroom;
using Dateline.Store;

namespace Dateline.App.Doctoring;

/// <summary>The doctor inside the running server, for a screen: looks again when what it found is a minute old, beside whoever asks, and one look at a time.</summary>
internal sealed class RunningHealth(NewsStore store, ServerSettings settings, RecentTrouble trouble) : ISystemHealth
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ThoroughHolds = TimeSpan.FromDays(1);
    private static readonly string[] OfWholeFile = ["sqlite-integrity"];

    private readonly Lock _gate = new();
    private HealthReport? _latest;
    private IReadOnlyList<HealthFinding> _whole = [];
    private Instant _wholeAt;
    private bool _isLooking;

    public string Build { get; } = $"Dateline {typeof(RunningHealth).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "?"}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}";

    public bool IsLooking { get { lock (_gate) return _isLooking; } }

    public IReadOnlyList<string> Troubles => trouble.Lines;

    public HealthReport? Latest()
    {
        lock (_gate)
        {
            if (!_isLooking && (_latest is null || store.Clock.Now() - _latest.At > Fresh)) Begin(isThorough: false);
            return _latest;
        }
    }

    public bool LookThoroughly()
    {
        lock (_gate)
        {
            if (_isLooking) return false;
            Begin(isThorough: true);
            return true;
        }
    }

    private void Begin(bool isThorough)
    {
        _isLooking = true;
        _ = Task.Run(() => LookAsync(isThorough));
    }

    private async Task LookAsync(bool isThorough)
    {
        IReadOnlyList<HealthFinding> found;
        try
        {
            found = [.. (await Doctor.ExamineAsync(settings, store.Clock.Time, isThorough)).Where(f => f.Code != "settings").Select(Of)];
        }
        catch (Exception broken)
        {
            // Whatever it was: a look that never ended would be the last one.
            found = [Of(Finding.Fail("health", "look-broke", broken.GetType().Name))];
        }
        lock (_gate)
        {
            var now = store.Clock.Now();
            if (isThorough) (_whole, _wholeAt) = ([.. found.Where(f => OfWholeFile.Contains(f.Code))], now);
            // What the whole file showed is told on until it is a day old.
            else if (now - _wholeAt < ThoroughHolds) found = [.. found, .. _whole];
            (_latest, _isLooking) = (new(found, now, isThorough), false);
        }
    }

    private static HealthFinding Of(Finding finding) => new(finding.Level switch { Level.Ok => HealthLevel.Well, Level.Warn => HealthLevel.Look, _ => HealthLevel.Bad }, finding.Code, finding.Text, finding.Todo)
    {
        In = language => (finding.Said.In(language), finding.TodoIn(language)),
    };
}
