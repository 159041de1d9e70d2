using System.Runtime.InteropServices;

namespace Dateline.News;

/// <summary>
/// Named places at which a test may let the process die as if the power went: the proof of "nothing acknowledged is lost" kills it at each.
/// <c>DATELINE_CRASH_AT=name:3</c> dies at the third pass of that name. Without it a pass costs one comparison with null.
/// </summary>
public static class CrashPoint
{
    private static readonly string? Name;
    private static int _left;

    /// <summary>Is told of every point that this thread passes, and may throw: a node that dies in a simulation dies here. Null: nobody is.</summary>
    [field: ThreadStatic]
    internal static Action<string>? Passing { get; set; }

    static CrashPoint()
    {
        var setting = Environment.GetEnvironmentVariable("DATELINE_CRASH_AT");
        if (string.IsNullOrEmpty(setting)) return;
        var colon = setting.LastIndexOf(':');
        Name = colon < 0 ? setting : setting[..colon];
        _left = colon < 0 ? 1 : int.Parse(setting[(colon + 1)..], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Passes the point <paramref name="name"/>, or does not.</summary>
    public static void Pass(string name)
    {
        Passing?.Invoke(name);
        if (Name is null || Name != name || Interlocked.Decrement(ref _left) != 0) return;
        if (OperatingSystem.IsWindows()) Environment.FailFast("crash point " + name);
        _ = kill(Environment.ProcessId, 9);
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);
}
