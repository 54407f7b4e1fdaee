Console.Error.WriteLine("bench: nothing here yet");
return 1;
