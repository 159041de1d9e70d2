namespace Dateline.Testing;

/// <summary>A folder of a test's own, gone when the test is.</summary>
public sealed class TempFolder : IDisposable
{
    /// <summary>Makes an empty one.</summary>
    public TempFolder() => Path = Directory.CreateTempSubdirectory("dateline-test-").FullName;

    private TempFolder(string path) => Path = Directory.CreateDirectory(path).FullName;

    /// <summary>Makes an empty one that no disk is behind, where the system has such a place.</summary>
    public static TempFolder InMemory() => Directory.Exists("/dev/shm") ? new("/dev/shm/dateline-test-" + Guid.NewGuid().ToString("N")) : new();

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>The full path of a name in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public void Dispose()
    {
        try { Directory.Delete(Path, recursive: true); }
        // A process that was just killed may still hold a file or write one: what stays is in the system's temporary folder.
        catch (IOException) { }
        catch (UnauthorizedAccessException) { }
    }
}
