namespace Dateline.Store;

/// <summary>The store can't do its work: the disk is full, the database is gone, the data folder is another process's. Nothing was acknowledged that is not kept.</summary>
/// <param name="code">A stable code ("store-locked").</param>
/// <param name="message">What happened, what is safe, what to do.</param>
/// <param name="inner">What the database said.</param>
public sealed class StoreException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>A stable code.</summary>
    public string Code { get; } = code;
}
