@echo off
rem A double click on Windows: serves the folder "site" with Node or Python, whichever is there.
cd /d "%~dp0"
where node >nul 2>nul && node start.mjs %* && exit /b
where py >nul 2>nul && py -3 start.py %* && exit /b
where python >nul 2>nul && python start.py %* && exit /b
echo Neither Node nor Python 3 is installed here. Any other static server can serve the folder "site".
pause
